// Who decided what, and when; every decision can be taken back and brought again.

import { el, load, redo, start, undo } from "./core.js";

const ways = { review: "画面", word: "Word" };

async function show() {
  const known = await load("history");
  const place = document.getElementById("history");
  if (!known.length) { place.replaceChildren(el("p", {}, "まだ直しはありません。")); return; }
  place.replaceChildren(el("table", {},
    el("thead", {}, el("tr", {}, ...["いつ", "誰が", "どこで", "何を", "操作"].map((words) => el("th", { scope: "col" }, words)))),
    el("tbody", {}, ...known.map((one) => el("tr", { class: one.holds ? "" : "undone" },
      el("td", {}, new Date(one.when).toLocaleString("ja-JP")), el("td", {}, one.who), el("td", {}, ways[one.by] ?? one.by),
      el("td", {}, one.what),
      el("td", {}, el("button", {
        type: "button", "aria-label": `${one.what}を${one.holds ? "取り消す" : "もう一度行う"}`,
        onclick: () => one.holds ? undo(one.batch) : redo(one.batch),
      }, one.holds ? "取り消す" : "もう一度")))))));
}

await start(show);
