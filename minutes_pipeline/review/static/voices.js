// The voices: quotes to hear, the guessed role and why; give a role or a person, merge two.

import { clock, decide, el, load, start } from "./core.js";
import { play, ready } from "./player.js";

const $ = (id) => document.getElementById(id);
let known = null;

async function show() {
  known = await load("voices");
  $("voices").replaceChildren(...known.voices.map(card));
  if (!known.voices.length) $("voices").append(el("p", {}, "声を聞き分けた記録はありません。"));
}

const roleOf = (value) => {
  if (!value) return null;
  const [kind, section] = value.split(":");
  return { kind, section: section ?? null };
};

async function save(...wishes) {
  await decide(...wishes);
  await show();
}

function card(voice) {
  const role = el("select", { "aria-label": `${voice.voice} の役割` },
    el("option", { value: "" }, "未定"), ...known.roles.map((r) => el("option", { value: r.value }, r.label)));
  role.value = voice.role;
  const person = el("select", { "aria-label": `${voice.voice} の氏名` },
    el("option", { value: "" }, "（氏名は決めない）"),
    ...known.people.map((p) => el("option", { value: p.name }, `${p.name}${p.post ? `（${p.post}）` : ""}`)));
  person.value = voice.names.length === 1 ? voice.names[0] : "";
  person.addEventListener("change", () => {
    const chosen = known.people.find((p) => p.name === person.value);
    if (chosen?.role) role.value = chosen.role;
  });
  const into = el("select", { "aria-label": `${voice.voice} をまとめる先` },
    ...known.voices.filter((v) => v.voice !== voice.voice).map((v) => el("option", { value: v.voice }, v.voice)));
  return el("section", { class: "card", "aria-label": voice.voice },
    el("div", { class: "row" },
      el("h3", {}, voice.voice),
      el("span", {}, `${voice.length}　${voice.count}件`),
      el("span", {}, `推定：${voice.roles.map(([label, count]) => `${label}（${count}回）`).join("、")}`),
      voice.decided ? el("span", { class: "decided" }, "人が決めました") : null),
    voice.reasons.length ? el("p", { class: "meta" }, `理由：${voice.reasons.join("／")}`) : null,
    el("ul", {}, ...voice.quotes.map((quote) => el("li", {},
      el("button", {
        class: "quote", type: "button", disabled: quote.start === null,
        onclick: () => play(quote.start, quote.end),
      }, `${clock(quote.start)} 「${quote.text.length > 90 ? `${quote.text.slice(0, 90)}…` : quote.text}」`)))),
    el("div", { class: "row" },
      el("label", {}, "氏名 ", person), el("label", {}, "役割 ", role),
      el("button", {
        class: "main", type: "button", "aria-label": `${voice.voice} をこの役割にする`,
        onclick: () => save({ do: "voice-role", voice: voice.voice, role: roleOf(role.value), person: person.value || null }),
      }, "この役割にする"),
      known.voices.length > 1 ? el("label", {}, "同じ人の声 ", into) : null,
      known.voices.length > 1 ? el("button", {
        type: "button", "aria-label": `${voice.voice} を選んだ声にまとめる`,
        onclick: () => save({ do: "voice-merge", voice: voice.voice, into: into.value }),
      }, "まとめる") : null,
      el("a", { href: `transcript#${voice.quotes[0]?.id ?? ""}` }, "途中から別の人なら、発言の画面で分ける")));
}

await start(show);
ready(() => [null, null]);
