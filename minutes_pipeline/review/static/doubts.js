// The doubts, the costliest first: one key each to hear, accept, change and go on.

import { busyTyping, clock, decide, el, fill, get, load, start, say } from "./core.js";
import { heard, pause, play, ready, toggle } from "./player.js";

const $ = (id) => document.getElementById(id);
let doubts = [];
let at = 0;
let most = 0; // doubts when the screen was opened
let roles = [];
let items = [];

const current = () => doubts[at];
/** A little before and after, so that the ear finds its way in. */
const stretch = (one) => one && one.start !== null
  ? [Math.max(0, one.start - 0.7), (one.end ?? one.start) + 0.5] : [null, null];

async function show() {
  const key = current()?.key;
  doubts = await load("doubts");
  most = Math.max(most, doubts.length);
  const same = doubts.findIndex((one) => one.key === key);
  at = same >= 0 ? same : Math.min(at, Math.max(0, doubts.length - 1));
  draw();
}

function said(one) {
  const words = one.pieces.map(([text, marked]) => marked ? el("mark", {}, text) : text);
  return el("p", { class: "said" },
    el("span", { class: "label" }, one.label),
    one.start === null ? null : el("button", {
      class: "quote", type: "button", "aria-label": `${clock(one.start)}から聞く`,
      onclick: () => play(one.start, one.end),
    }, clock(one.start)), " ", ...words);
}

function choices(one) {
  if (one.chooses === "role") {
    const likely = one.alternatives.map((label) => roles.find((r) => r.label === label || r.value === label)).filter(Boolean);
    return [...new Set([...likely, ...roles])].slice(0, 9).map((role) => [role.label, () => {
      const [kind, section] = role.value.split(":");
      return settle(one, { do: "utterance-role", utterances: one.concerns, role: { kind, section: section ?? null } });
    }]);
  }
  if (one.chooses === "item") {
    const named = (text) => text === "案件の外" ? null : text;
    const likely = one.alternatives.map(named);
    const rest = [...items.map((i) => i.number), null].filter((n) => !likely.includes(n));
    return [...likely, ...rest].slice(0, 9).map((number) => {
      const item = items.find((i) => i.number === number);
      return [item ? `案件${number} ${item.title}` : "案件の外",
        () => settle(one, { do: "utterance-item", utterances: one.concerns, item: number })];
    });
  }
  return [];
}

async function settle(one, ...wishes) {
  pause();
  const kept = await decide(...wishes, { do: "note-settled", note: one.key });
  if (!kept) return;
  doubts.splice(doubts.indexOf(one), 1);
  at = Math.min(at, Math.max(0, doubts.length - 1));
  draw();
  listen();
}

function draw() {
  const place = $("doubt");
  const gone = most - doubts.length;
  $("progress").max = Math.max(1, most);
  $("progress").value = most ? gone : 1;
  $("count").textContent = most ? `${most} 件のうち ${gone} 件を確認済み` : "";
  drawRest();
  const one = current();
  if (!one) {
    place.replaceChildren(el("p", { class: "done" }, "確認が必要な箇所はありません"),
      el("p", {}, "「原案と発言」で文を見て、「会議の情報」を埋めたら、できあがりです。"));
    return;
  }
  const ways = choices(one);
  fill(place,
    el("h3", {}, el("span", { class: `level s${one.severity}` }, one.level), one.title,
      el("span", { class: "meta" }, `　${at + 1} / ${doubts.length}　${clock(one.start)}`)),
    ...one.messages.map((text) => el("p", {}, text)),
    one.alternatives.length && !ways.length ? el("p", {}, `候補：${one.alternatives.join("／")}`) : null,
    ...one.utterances.map(said),
    one.more ? el("p", { class: "meta" }, `ほか ${one.more} 件の発言`) : null,
    one.paragraph ? el("div", { class: "paper" }, el("span", { class: "meta" }, "原案："), one.paragraph.text) : null,
    ways.length ? el("div", { class: "choices", role: "group", "aria-label": "候補" },
      ...ways.map(([words, act], n) => el("button", { type: "button", "aria-keyshortcuts": String(n + 1), onclick: act },
        el("kbd", {}, String(n + 1)), ` ${words}`))) : null,
    el("div", { class: "actions" },
      el("button", { type: "button", onclick: () => toggle(...stretch(one)), "aria-keyshortcuts": "p", disabled: one.start === null }, el("kbd", {}, "P"), " 聞く"),
      el("button", { class: "main", type: "button", onclick: () => settle(one), "aria-keyshortcuts": "a" }, el("kbd", {}, "A"), " このままでよい"),
      el("button", { type: "button", onclick: () => edit(one), "aria-keyshortcuts": "e", disabled: !one.utterances.length }, el("kbd", {}, "E"), " 言葉を直す"),
      el("button", { type: "button", onclick: () => go(1), "aria-keyshortcuts": "n" }, el("kbd", {}, "N"), " あとで"),
      el("button", { type: "button", onclick: () => go(-1), "aria-keyshortcuts": "b" }, el("kbd", {}, "B"), " 前へ")),
    el("div", { id: "editor" }));
  say(`${one.title}。${one.messages[0] ?? ""}`);
}

function drawRest() {
  $("rest").replaceChildren(...doubts.slice(0, 200).map((one, n) => el("li", n === at ? { "aria-current": "true" } : {},
    el("button", { type: "button", onclick: () => { at = n; draw(); listen(); } }, `${one.title}　${clock(one.start)}`))));
  $("rest").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

function edit(one) {
  const spoken = one.utterances.find((u) => u.pieces.some(([, marked]) => marked)) ?? one.utterances[0];
  if (!spoken || document.querySelector("[data-editing]")) return;
  const area = el("textarea", { rows: 4, value: spoken.text, "aria-label": "発言の言葉", "data-editing": "yes" });
  const close = () => { $("editor").replaceChildren(); $("doubt").focus(); };
  const save = async () => {
    area.removeAttribute("data-editing");
    await settle(one, { do: "utterance-text", utterance: spoken.id, text: area.value });
  };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); save(); }
  });
  $("editor").replaceChildren(el("label", {}, "聞こえたとおりに直し、Enterで保存します（Escでやめる）。", area),
    el("div", { class: "actions" }, el("button", { class: "main", type: "button", onclick: save }, "保存"),
      el("button", { type: "button", onclick: close }, "やめる")));
  area.focus();
  const first = spoken.pieces.findIndex(([, marked]) => marked);
  const before = spoken.pieces.slice(0, Math.max(0, first)).map(([text]) => text).join("").length;
  if (first >= 0) area.setSelectionRange(before, before + spoken.pieces[first][0].length);
}

function go(by) {
  if (!doubts.length) return;
  at = (at + by + doubts.length) % doubts.length;
  draw();
  listen();
}

/** Each doubt is heard as it comes up: most need no further key before the decision. */
function listen() {
  const one = current();
  if (one && one.start !== null && $("play")) play(...stretch(one));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || busyTyping(event.target)) return;
  const one = current();
  if (!one) return;
  const key = event.key.toLowerCase();
  const act = { a: () => settle(one), e: () => edit(one), n: () => go(1), b: () => go(-1) }[key]
    ?? (/^[1-9]$/.test(key) ? choices(one)[Number(key) - 1]?.[1] : null);
  if (act) { event.preventDefault(); act(); }
});

await start(async () => {
  if (!roles.length) {
    const { data } = await get("api/voices");
    roles = data.roles;
    items = (await get("api/items")).data;
  }
  await show();
});
ready(() => stretch(current()));
window.minutesHeard = heard;
