// The recording: play, jump, slow down without changing the pitch, loop; keys for all of it.

import { busyTyping, clock, get } from "./core.js";
import WaveSurfer from "./vendor/wavesurfer.esm.js";

const $ = (id) => document.getElementById(id);
const audio = new Audio();
const watchers = new Set();
let range = null; // what is played at present: { start, end }
let looping = false;
let wave = null;
/** Seconds of sound that were played on this screen. */
export const heard = { seconds: 0 };

export const here = () => audio.currentTime;
export const playing = () => !audio.paused;
export const watch = (tell) => watchers.add(tell);

/** Play from *start* [s] up to *end*, or on when that is null. */
export function play(start = null, end = null) {
  if (document.body.dataset.sound !== "yes") return;
  if (start !== null) audio.currentTime = Math.max(0, start);
  range = end === null ? null : { start, end: Math.max(end, start + 0.3) };
  audio.play().catch(() => {});
}
export function pause() { audio.pause(); }
/** Play a stretch, or stop when it is being played. */
export function toggle(start = null, end = null) { if (playing()) pause(); else play(start, end); }
export function skip(seconds) { audio.currentTime = Math.max(0, audio.currentTime + seconds); }

function speed(value) {
  audio.playbackRate = value;
  audio.preservesPitch = true;
  $("speed").value = String(value);
}

let last = null;
function tick() {
  const now = audio.currentTime;
  if (playing() && last !== null && now > last && now - last < 1) heard.seconds += now - last;
  last = now;
  if (range && now >= range.end) {
    if (looping) audio.currentTime = range.start;
    else { audio.pause(); range = null; }
  }
  $("clock").textContent = clock(now);
  for (const tell of watchers) tell(now);
  if (playing()) requestAnimationFrame(tick);
}

async function outline() {
  const { duration, peaks } = await get("api/peaks");
  if (!peaks.length) return;
  wave = WaveSurfer.create({
    container: document.querySelector("#player .wave"),
    media: audio, peaks: [peaks], duration, height: 56, cspNonce: document.body.dataset.nonce,
    waveColor: "#8794a5", progressColor: "#0b4f9e", cursorColor: "#a1121f", normalize: true,
    dragToSeek: true, hideScrollbar: true,
  });
  wave.on("interaction", () => { range = null; });
}

/** Make the player ready; *current* gives the stretch that the key P plays. */
export function ready(current) {
  if (document.body.dataset.sound !== "yes") return;
  audio.preload = "metadata";
  audio.src = "audio";
  audio.preservesPitch = true;
  const press = () => { const [start, end] = current?.() ?? [null, null]; toggle(start, end); };
  $("play").addEventListener("click", press);
  $("back").addEventListener("click", () => skip(-3));
  $("on").addEventListener("click", () => skip(3));
  $("speed").addEventListener("change", () => speed(Number($("speed").value)));
  const loop = () => {
    looping = !looping;
    $("loop").setAttribute("aria-pressed", String(looping));
  };
  $("loop").addEventListener("click", loop);
  audio.addEventListener("play", () => { $("play").textContent = "止める"; last = null; tick(); });
  audio.addEventListener("pause", () => { $("play").textContent = "再生"; });
  audio.addEventListener("seeked", () => { if (!playing()) tick(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || busyTyping(event.target)) return;
    const faster = (by) => speed(Math.min(2, Math.max(0.5, audio.playbackRate + by)));
    const act = {
      p: press, ArrowLeft: () => skip(-3), ArrowRight: () => skip(3), l: loop,
      "[": () => faster(-0.25), "]": () => faster(0.25),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) { event.preventDefault(); act(); }
  });
  outline();
}
