// The minutes beside their sources: hear what a paragraph rests on, edit it, put back what was left out.

import { clock, decide, el, fill, get, load, start } from "./core.js";
import { play, ready } from "./player.js";

const $ = (id) => document.getElementById(id);
let known = { items: [], omitted: [] };
let current = null;

const all = () => known.items.flatMap((item) => item.paragraphs.map((p) => ({ ...p, item: item.number })));
const chosen = () => all().find((p) => p.id === current);

async function show() {
  known = await load("minutes");
  draw();
  beside();
}

function draw() {
  const places = { lead: "説明", point: "・", outcome: "結果" };
  const paper = known.items.map((item) => [
    el("h3", { class: "item-title" }, item.number === null ? "案件の外" : `${item.number}　${item.title ?? ""}${item.kind ? `（${item.kind}）` : ""}`),
    ...item.paragraphs.map((p) => el("div", { class: `para${p.byPerson ? " person" : ""}${p.id === current ? " current" : ""}`, id: p.id },
      el("span", { class: "speaker" }, p.place === "speech" ? (p.opens ? `〇${p.label ?? "【要確認】"}` : "") : places[p.place]),
      el("button", { class: "text", type: "button", "aria-current": p.id === current ? "true" : null, onclick: () => pick(p.id) }, p.text))),
    el("p", {}, el("button", { type: "button", "aria-label": `${item.number ?? "案件の外"}に段落を加える`, onclick: () => add(item) }, "段落を加える")),
  ]).flat();
  const details = el("details", {}, el("summary", {}, `原案に載せていない発言（${known.omitted.length} 件）`));
  details.addEventListener("toggle", () => { if (details.open && details.childElementCount === 1) details.append(left()); });
  $("paper").replaceChildren(...paper, details);
}

function left() {
  return el("ul", {}, ...known.omitted.map((one) => el("li", {},
    listen(one), ` ${one.label}「${one.text}」`, el("span", { class: "meta" }, `　${one.reason}　`),
    el("button", { type: "button", "aria-label": `${clock(one.start)}の発言を原案に戻す`, onclick: () => restore(one) }, "原案に戻す"))));
}

const listen = (one) => el("button", {
  class: "quote", type: "button", disabled: one.start === null, "aria-label": `${clock(one.start)}から聞く`, onclick: () => play(one.start, one.end),
}, clock(one.start));

function pick(id) {
  current = id;
  for (const shown of document.querySelectorAll(".para")) {
    shown.classList.toggle("current", shown.id === id);
    shown.querySelector(".text").toggleAttribute("aria-current", shown.id === id);
  }
  const [from, to] = stretch();
  if (from !== null) play(from, to);
  beside();
}

function stretch() {
  const timed = (chosen()?.sources ?? []).filter((s) => s.start !== null);
  return timed.length ? [timed[0].start, timed.at(-1).end] : [null, null];
}

async function change(wish) {
  if (await decide(wish)) await show();
}

function beside() {
  const p = chosen();
  if (!p || document.querySelector("#beside [data-editing]")) return;
  const near = all().filter((one) => one.item === p.item && one.place === p.place);
  const at = near.findIndex((one) => one.id === p.id);
  const area = el("textarea", { rows: 5, value: p.text, "aria-label": "段落の文", id: "text" });
  area.addEventListener("input", () => area.setAttribute("data-editing", "yes"));
  const done = () => area.removeAttribute("data-editing");
  const save = () => { done(); if (area.value.trim() && area.value !== p.text) change({ do: "paragraph-text", paragraph: p.id, text: area.value }); };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
    if (event.key === "Escape") { done(); beside(); }
  });
  const act = (words, wish, off = false) => el("button", { type: "button", disabled: off, onclick: () => { done(); const asked = wish(); if (asked) change(asked); } }, words);
  const label = el("input", { value: p.label ?? "", list: "labels", "aria-label": "発言者名", size: 12 });
  fill($("beside"),
    el("label", {}, "段落の文（Ctrl+Enterで保存）", area),
    el("div", { class: "actions" },
      el("button", { class: "main", type: "button", onclick: save }, "保存"),
      el("button", { type: "button", onclick: () => play(...stretch()) }, "もとの発言を聞く"),
      act("カーソルで分ける", () => {
        const cut = area.selectionStart;
        const texts = [area.value.slice(0, cut).trim(), area.value.slice(cut).trim()];
        return texts.every(Boolean) ? { do: "paragraph-split", paragraph: p.id, texts } : null;
      }),
      act("前の段落につなぐ", () => ({ do: "paragraph-merged", paragraphs: [near[at - 1].id, p.id], text: near[at - 1].text + area.value }), at < 1),
      act("上へ", () => ({ do: "paragraph-moved", paragraph: p.id, item: p.item, place: p.place, after: near[at - 2]?.id ?? null }), at < 1),
      act("下へ", () => ({ do: "paragraph-moved", paragraph: p.id, item: p.item, place: p.place, after: near[at + 1].id }), at < 0 || at + 1 >= near.length),
      act("消す", () => ({ do: "paragraph-deleted", paragraph: p.id }))),
    p.place === "speech" ? el("div", { class: "actions" },
      el("label", {}, "発言者名 ", label),
      el("datalist", { id: "labels" }, ...known.labels.map((one) => el("option", { value: one }))),
      act("ここからこの名前にする", () => ({ do: "paragraph-label", paragraph: p.id, label: label.value.trim() || null }))) : null,
    p.drafted ? el("p", {}, el("span", { class: "meta" }, "機械の原案："), p.drafted) : null,
    el("h3", {}, "もとの発言"),
    ...(p.sources.length ? p.sources.map((one) => el("p", { class: "said" }, el("span", { class: "label" }, one.label), listen(one), ` ${one.text}`)) : [el("p", {}, "もとになる発言はありません（人が書いた段落）。")]),
    el("h3", {}, "書き改めた規則"), el("div", { id: "rules" }, "…"));
  rules(p.id);
}

async function rules(id) {
  const told = await get(`api/explain?paragraph=${encodeURIComponent(id)}`);
  if (current !== id || !$("rules")) return;
  $("rules").replaceChildren(...(told.ways.length ? told.ways.map((way) => el("div", { class: "said" },
    el("p", {}, el("span", { class: "meta" }, "言葉："), way.said.join("")),
    el("ol", {}, ...way.steps.map((step) => el("li", {}, el("strong", {}, step.title), ` ${step.text}`)))))
    : [el("p", {}, "規則で書き改めたところはありません。")]));
}

function add(item) {
  const last = item.paragraphs.at(-1);
  const area = el("textarea", { rows: 3, "data-editing": "yes" });
  const place = last && last.place !== "lead" && last.place !== "outcome" ? last.place : "point";
  const close = () => { area.removeAttribute("data-editing"); $("beside").replaceChildren(); beside(); };
  const save = () => {
    area.removeAttribute("data-editing");
    if (area.value.trim()) change({ do: "paragraph-added", item: item.number, after: last && last.place === place ? last.id : null, place, label: null, text: area.value });
  };
  $("beside").replaceChildren(el("label", {}, "新しい段落の文", area), el("div", { class: "actions" },
    el("button", { class: "main", type: "button", onclick: save }, "加える"), el("button", { type: "button", onclick: close }, "やめる")));
  area.focus();
}

function restore(one) {
  const area = el("textarea", { rows: 4, value: one.text, "data-editing": "yes" });
  const close = () => { area.removeAttribute("data-editing"); $("beside").replaceChildren(); beside(); };
  const save = () => { area.removeAttribute("data-editing"); if (area.value.trim()) change({ do: "omission-restored", utterance: one.id, text: area.value }); };
  $("beside").replaceChildren(el("label", {}, "会議録の文に直して戻します", area), el("div", { class: "actions" },
    el("button", { class: "main", type: "button", onclick: save }, "原案に戻す"), el("button", { type: "button", onclick: close }, "やめる")));
  area.focus();
}

await start(show);
ready(stretch);
