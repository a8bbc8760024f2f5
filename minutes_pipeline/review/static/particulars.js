// The particulars of the sitting as a form: days by era, attendance from the roster.

import { decide, el, load, start } from "./core.js";

const $ = (id) => document.getElementById(id);

async function show() {
  const known = await load("particulars");
  $("fields").replaceChildren(...known.fields.flatMap((field) => row(field, known)));
  $("people").replaceChildren(known.people.length ? people(known.people) : el("p", {}, "名簿がありません。"));
}

async function state(field, value) {
  if (await decide({ do: "particular", field, value })) {
    const focused = document.activeElement?.id;
    await show();
    if (focused) $(focused)?.focus();
  }
}

function row(field, known) {
  const id = `field-${field.field}`;
  if (field.field === "date") {
    const era = el("input", { id, value: known.era, size: 22, placeholder: "令和8年4月1日" });
    const day = el("input", { type: "date", value: field.value, "aria-label": "開催日を暦から選ぶ" });
    era.addEventListener("change", () => state("date", era.value.replace(/（.）$/, "")));
    day.addEventListener("change", () => state("date", day.value));
    return [el("label", { htmlFor: id }, field.title), el("span", {}, era, " ", day)];
  }
  const input = field.field === "materials"
    ? el("textarea", { id, rows: 4, value: field.value })
    : el("input", { id, value: field.value, type: field.field.endsWith("_time") ? "time" : "text" });
  if (field.field === "openness") input.setAttribute("list", "openness-words");
  input.addEventListener("change", () => state(field.field, input.value));
  const words = field.field === "openness"
    ? el("datalist", { id: "openness-words" }, ...["公開", "非公開", "一部非公開"].map((value) => el("option", { value }))) : null;
  return [el("label", { htmlFor: id }, field.title), el("span", {}, input, words)];
}

function people(list) {
  const ways = [["出席", true], ["欠席", false], ["不明", null]];
  return el("table", {}, el("thead", {}, el("tr", {}, ...["氏名", "役職", "所属", "出欠"].map((words) => el("th", { scope: "col" }, words)))),
    el("tbody", {}, ...list.map((person, n) => el("tr", {},
      el("th", { scope: "row" }, person.name), el("td", {}, person.post), el("td", {}, person.unit),
      el("td", {}, el("span", { role: "radiogroup", "aria-label": `${person.name}の出欠` }, ...ways.map(([words, value]) => el("label", {},
        el("input", {
          type: "radio", name: `person-${n}`, checked: person.attended === value,
          onchange: async () => { if (!await decide({ do: "attendance", person: person.name, attended: value })) await show(); },
        }), ` ${words}　`))))))));
}

await start(show);
