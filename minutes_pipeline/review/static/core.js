// What every screen needs: the server's answers, the state in the head, saving, undo and redo.

const base = location.pathname.replace(/[^/]*$/, "");
const $ = (id) => document.getElementById(id);
let known = null; // the last state that the server told
let shown = null; // what the screen shows: steps and mark
let reload = async () => {};

/** Make an element; texts become text nodes, never markup. */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && !name.includes("-") && name !== "list") made[name] = value;
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((one) => one !== null && one !== undefined));
  return made;
}

/** Put *children* in place of what stands there; what is null is left out. */
export function fill(place, ...children) {
  place.replaceChildren(...children.filter((one) => one !== null && one !== undefined));
}

export const busyTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName) ||
    (target.tagName === "INPUT" && !["checkbox", "radio"].includes(target.type)));

export function clock(seconds) {
  if (seconds === null || seconds === undefined) return "—";
  const whole = Math.floor(seconds);
  const two = (n) => String(n).padStart(2, "0");
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

export function say(text) { $("status").textContent = text; }
export function warn(text) { $("alert").textContent = text; }

async function answer(response) {
  const told = await response.json();
  if (!response.ok) {
    const error = new Error(`${told.what ?? "できませんでした。"}${told.cure ?? ""}`);
    error.status = response.status;
    throw error;
  }
  return told;
}

export async function get(path) {
  return answer(await fetch(base + path, { cache: "no-store" }));
}

async function post(path, body) {
  return answer(await fetch(base + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

/** Fetch what a screen shows, and remember which state of things that is. */
export async function load(name) {
  const { state, data } = await get(`api/${name}`);
  shown = { steps: state.steps, mark: state.mark };
  tell(state);
  return data;
}

const who = () => $("who").value.trim() || document.body.dataset.who;

function tell(state) {
  known = state;
  $("left").textContent = state.open
    ? `確かめるところ 残り ${state.open} 件` : "確認が必要な箇所はありません";
  for (const [id, what, words] of [["undo", state.undo, "元に戻す"], ["redo", state.redo, "やり直す"]]) {
    $(id).disabled = !what;
    $(id).title = what ?? "";
    $(id).setAttribute("aria-label", what ? `${words}：${what}` : words);
  }
  if (state.working) say(`${state.working}。続けて直せます。`);
  else if (state.busy) say("保存しました。まもなく原案に反映します。");
  else if (state.trouble) warn(state.trouble);
  else if (state.settled) {
    warn("");
    say(state.corrections ? "すべて保存し、Wordの原案に反映しました。" : "直すたびに保存します。");
  } else say("保存し、原案に反映しました。Wordにはまもなく反映します。");
}

/** Save decisions, which are undone together; return whether they were kept. */
export async function decide(...wishes) {
  warn("");
  try {
    const state = await post("api/decide", { ...shown, seen: shown.steps, steps: undefined, who: who(), wishes });
    tell(state);
    if (state.mark === shown.mark) shown.steps = state.steps;
    return true;
  } catch (error) {
    warn(error.message);
    if (error.status === 409) await renew();
    return false;
  }
}

async function step(path, batch) {
  warn("");
  try {
    tell(await post(path, batch ? { who: who(), batch } : { who: who() }));
    await renew();
  } catch (error) { warn(error.message); }
}
export const undo = (batch) => step("api/undo", batch);
export const redo = (batch) => step("api/redo", batch);

async function renew() { await reload(); }

const editing = () => document.querySelector("[data-editing]") !== null;

async function look() {
  try {
    const state = await get("api/state");
    tell(state);
    const old = shown && (state.steps !== shown.steps || state.mark !== shown.mark);
    if (old && !editing()) await renew();
  } catch (error) {
    if (!(error instanceof TypeError)) warn(error.message);
    else warn("画面を出しているプログラムが終わっています。「minutes review」をもう一度実行してください。");
  }
  setTimeout(look, known && (known.busy || known.working) ? 1200 : 4000);
}

/** Start a screen: *show* fetches and draws, now and whenever something was changed elsewhere. */
export async function start(show) {
  reload = show;
  const name = localStorage.getItem("minutes-who");
  if (name) $("who").value = name;
  $("who").addEventListener("change", () => localStorage.setItem("minutes-who", $("who").value.trim()));
  $("undo").addEventListener("click", () => undo());
  $("redo").addEventListener("click", () => redo());
  $("finish").addEventListener("click", finish);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || busyTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) { event.preventDefault(); undo(); }
    else if (key === "y" || (key === "z" && event.shiftKey)) { event.preventDefault(); redo(); }
  });
  try { await show(); } catch (error) { warn(error.message); }
  document.body.dataset.ready = "yes";
  setTimeout(look, 1500);
}

async function finish() {
  try {
    await post("api/finish", {});
    document.body.replaceChildren(el("main", { class: "card", tabIndex: -1 },
      el("h1", {}, "終わりました"),
      el("p", {}, "直しはすべて保存されています。Wordの原案への反映が終わると、元の画面に場所が出ます。このタブは閉じてください。")));
  } catch (error) { warn(error.message); }
}
