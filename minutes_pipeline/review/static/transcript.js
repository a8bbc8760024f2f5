// What was said beside its sound: the spoken word lit, words mended, roles, items, borders.

import { busyTyping, clock, decide, el, get, load, start } from "./core.js";
import { here, play, playing, ready, watch } from "./player.js";
import { VirtualList } from "./virtual.js";

const $ = (id) => document.getElementById(id);
let known = { rows: [], items: [], roles: [] };
let chosen = new Set();
let anchor = 0;
let lit = null;
let now = -1;
let query = "";
let hits = [];
const timed = new Map(); // words by utterance, fetched when first seen
let starts = [];

const list = new VirtualList($("rows"), row, (n) =>
  56 + 26 * Math.ceil(Math.max(1, known.rows[n].text.length) / 58) + (opens(n) ? 40 : 0));
list.onrender = (first, last) => fetchWords(first, last);

async function show() {
  known = await load("transcript");
  timed.clear();
  starts = known.rows.map((one) => one.start ?? -1);
  offer($("role"), [["", "役割を選ぶ"], ["none", "未定"], ...known.roles.map((r) => [r.value, r.label])]);
  const items = known.items.map((i) => [i.number, `案件${i.number} ${i.title}`]);
  offer($("item"), [["", "案件を選ぶ"], ...items, ["none", "案件の外"]]);
  offer($("jump"), [["", "移動先"], ...items]);
  list.reset(known.rows.length);
  look(false);
  toolbar();
}

function offer(select, pairs) {
  select.replaceChildren(...pairs.map(([value, words]) => el("option", { value }, words)));
}

const opens = (n) => (n > 0 ? known.rows[n - 1].item : null) !== known.rows[n].item;
const itemName = (number) => number === null ? "案件の外" : `案件${number}`;

function row(n) {
  const one = known.rows[n];
  const check = el("input", {
    type: "checkbox", checked: chosen.has(n), "aria-label": `${clock(one.start)} ${one.label}の発言を選ぶ`,
    onclick: (event) => choose(n, event.target.checked, event.shiftKey),
  });
  return el("div", { class: `entry${chosen.has(n) ? " chosen" : ""}${n === now ? " now" : ""}`, id: one.id },
    opens(n) ? border(n) : null,
    el("div", { class: "head" }, check,
      el("button", { type: "button", disabled: one.start === null, "aria-label": `${clock(one.start)}から聞く`, onclick: () => play(one.start) }, clock(one.start)),
      el("span", { class: "label" }, one.label), el("span", {}, one.name ?? ""),
      el("span", { class: "meta" }, one.voice ?? ""), el("span", { class: "meta" }, itemName(one.item)),
      one.byPerson ? el("span", { class: "decided" }, "人が決定") : null,
      el("button", { type: "button", "aria-label": `直す：${clock(one.start)}の言葉`, onclick: () => edit(n) }, "直す")),
    el("p", { class: "words" }, ...spoken(n)));
}

function spoken(n) {
  const one = known.rows[n];
  const words = timed.get(one.id)?.words ?? [];
  if (!words.length) return marked(one.text);
  return words.map(([text, from, , sure]) => el("span", {
    class: `word${sure !== null && sure < 0.4 ? " unsure" : ""}`, "data-from": String(from), onclick: () => play(from),
  }, ...marked(text)));
}

/** Return *text* with what is searched for marked. */
function marked(text) {
  if (!query || !text.includes(query)) return [text];
  return text.split(query).flatMap((part, n) => n ? [el("mark", {}, query), part] : [part]);
}

async function fetchWords(first, last) {
  const wanted = known.rows.slice(first, last + 1).filter((one) => one.start !== null && !timed.has(one.id));
  if (!wanted.length) return;
  for (const one of wanted) timed.set(one.id, { words: [] });
  const found = await get(`api/words?ids=${wanted.map((one) => one.id).join(",")}`);
  for (const [id, told] of Object.entries(found)) timed.set(id, told);
  for (const [index, shown] of list.rows) {
    if (wanted.some((one) => one.id === known.rows[index]?.id) && !shown.querySelector("textarea")) {
      shown.querySelector(".words")?.replaceChildren(...spoken(index));
      shown.title = timed.get(known.rows[index].id)?.reason ?? "";
    }
  }
  list.measure(false);
}

// --- the borders of items ---------------------------------------------------------------------

function border(n) {
  const grip = el("button", {
    class: "grip", type: "button", "aria-label": `境目：${itemName(known.rows[n].item)}の始まりを動かす（上下キー、またはドラッグ）`,
  }, "境目");
  grip.addEventListener("keydown", (event) => {
    const to = { ArrowUp: n - 1, ArrowDown: n + 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(n, to);
  });
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    const drop = (up) => {
      grip.removeEventListener("pointerup", drop);
      const under = document.elementsFromPoint(up.clientX, up.clientY).find((e) => e.classList?.contains("entry"));
      if (under) move(n, Number(under.dataset.index));
    };
    grip.addEventListener("pointerup", drop);
  });
  const item = known.items.find((i) => i.number === known.rows[n].item);
  return el("div", { class: "border" }, grip, el("strong", {}, item ? `ここから ${itemName(item.number)} ${item.title}` : "ここから案件の外"));
}

/** Move the border above row *n* to above row *to*. */
async function move(n, to) {
  if (to === n || to < 0 || to > known.rows.length) return;
  const [rows, item] = to < n
    ? [known.rows.slice(to, n), known.rows[n].item]
    : [known.rows.slice(n, to), n ? known.rows[n - 1].item : null];
  const kept = await decide({ do: "utterance-item", utterances: rows.map((one) => one.id), item });
  if (!kept) return;
  await show();
  list.show(to)?.querySelector(".grip")?.focus();
}

// --- choosing and changing --------------------------------------------------------------------

function choose(n, on, range) {
  const [from, to] = range ? [Math.min(anchor, n), Math.max(anchor, n)] : [n, n];
  for (let k = from; k <= to; k += 1) { if (on) chosen.add(k); else chosen.delete(k); }
  anchor = n;
  for (const [index, shown] of list.rows) {
    shown.classList.toggle("chosen", chosen.has(index));
    shown.querySelector("input[type=checkbox]").checked = chosen.has(index);
  }
  toolbar();
}

function toolbar() {
  chosen = new Set([...chosen].filter((n) => n < known.rows.length));
  const some = chosen.size > 0;
  $("chosen").textContent = some ? `${chosen.size} 件を選択中` : "発言を選ぶとまとめて直せます（Shiftで範囲）";
  for (const id of ["role", "item", "clear"]) $(id).disabled = !some;
  $("split").disabled = chosen.size !== 1 || known.rows[[...chosen][0]].voice === null;
}

const ids = () => [...chosen].sort((a, b) => a - b).map((n) => known.rows[n].id);

async function change(wish) {
  if (await decide(wish)) { chosen.clear(); await show(); }
}
$("role").addEventListener("change", () => {
  const value = $("role").value;
  if (!value) return;
  const [kind, section] = value.split(":");
  change({ do: "utterance-role", utterances: ids(), role: value === "none" ? null : { kind, section: section ?? null } });
});
$("item").addEventListener("change", () => {
  const value = $("item").value;
  if (value) change({ do: "utterance-item", utterances: ids(), item: value === "none" ? null : value });
});
$("split").addEventListener("click", () => change({ do: "voice-split", since: ids()[0] }));
$("clear").addEventListener("click", () => { chosen.clear(); choose(anchor, false, false); });

function edit(n) {
  const one = known.rows[n];
  const shown = list.show(n);
  if (!shown || document.querySelector("[data-editing]")) return;
  const area = el("textarea", { rows: 3, value: one.text, "aria-label": `${clock(one.start)}の言葉`, "data-editing": "yes" });
  const close = () => { area.removeAttribute("data-editing"); list.refresh(n); list.rows.get(n)?.querySelector(".head button:last-of-type")?.focus(); };
  const save = async () => {
    const text = area.value;
    area.removeAttribute("data-editing");
    if (text !== one.text && await decide({ do: "utterance-text", utterance: one.id, text })) {
      one.text = text.trim().split(/\s+/).join(" ");
      timed.delete(one.id);
    }
    close();
  };
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); save(); }
  });
  shown.querySelector(".words").replaceWith(el("div", { class: "words" }, area,
    el("div", { class: "actions" }, el("button", { class: "main", type: "button", onclick: save }, "保存（Enter）"),
      el("button", { type: "button", onclick: close }, "やめる（Esc）"),
      el("span", { class: "meta" }, `聞き取りのまま：${timed.get(one.id)?.heard ?? one.text}`))));
  list.measure(false);
  area.focus();
}

// --- searching and following ------------------------------------------------------------------

function look(jump) {
  query = $("search").value.trim();
  hits = query ? known.rows.flatMap((one, n) => one.text.includes(query) ? [n] : []) : [];
  $("found").textContent = query ? `${hits.length} 件` : "";
  for (const [index, shown] of list.rows) if (!shown.querySelector("textarea")) shown.querySelector(".words")?.replaceChildren(...spoken(index));
  if (jump && hits.length) seek(0);
}
function seek(by) {
  if (!hits.length) return;
  const top = list.at($("rows").scrollTop + 10);
  const next = by > 0 ? hits.find((n) => n > top) ?? hits[0]
    : by < 0 ? hits.findLast((n) => n < top) ?? hits.at(-1) : hits.find((n) => n >= top) ?? hits[0];
  list.show(next, "top");
}
$("search").addEventListener("input", () => look(true));
$("search").addEventListener("keydown", (event) => { if (event.key === "Enter") seek(event.shiftKey ? -1 : 1); });
$("next").addEventListener("click", () => seek(1));
$("previous").addEventListener("click", () => seek(-1));
$("jump").addEventListener("change", () => {
  const n = known.rows.findIndex((one) => one.item === $("jump").value);
  if (n >= 0) list.show(n, "top");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !busyTyping(event.target)) { event.preventDefault(); $("search").focus(); }
});

function rowAt(time) {
  let found = -1;
  let low = 0;
  let high = starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= time) { found = middle; low = middle + 1; } else high = middle - 1;
  }
  return found;
}

watch((time) => {
  const n = rowAt(time);
  if (n !== now) {
    list.rows.get(now)?.classList.remove("now");
    now = n;
    if (n >= 0 && playing() && $("follow").checked && !document.querySelector("[data-editing]")) list.show(n);
    list.rows.get(n)?.classList.add("now");
  }
  lit?.classList.remove("lit");
  lit = null;
  for (const word of list.rows.get(n)?.querySelectorAll(".word") ?? []) {
    if (Number(word.dataset.from) > time) break;
    lit = word;
  }
  lit?.classList.add("lit");
});

await start(show);
ready(() => [now >= 0 ? null : 0, null]);
const target = known.rows.findIndex((one) => one.id === location.hash.slice(1));
if (target >= 0) list.show(target, "top");
window.minutesList = list;
window.minutesHere = here;
