// Read aloud, sentence by sentence, with the sentence marked. Some voices stop after a while, and
// some never go on after a pause: so each sentence is an utterance, and a pause is an end.

import { button, calm, make, notice, relabel, word } from "./dom.js";
import { textRange } from "./ranges.js";

const SPOKEN = "h1, .deck, [data-part], h2, blockquote, li, figcaption, aside p, aside li, aside h2, aside h3";
const SILENT = ".tools, nav, .printed, .kicker";

export const speaks = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

/** @typedef {{block: Element, begin: number, end: number, text: string, lang: string}} Sentence */

/** The sentences of a story in reading order. @param {Element} story @returns {Sentence[]} */
export function sentences(story) {
  const blocks = [...story.querySelectorAll(SPOKEN)].filter((block) => !block.closest(SILENT));
  const leaves = blocks.filter((block) => !blocks.some((other) => other !== block && block.contains(other)));
  return leaves.flatMap((block) => {
    const lang = block.closest("[lang]")?.lang || document.documentElement.lang;
    return pieces(block.textContent, lang).map(({ begin, end, text }) => ({ block, begin, end, text, lang }));
  });
}

function pieces(text, lang) {
  const found = [];
  const add = (piece, at) => {
    const plain = piece.trim();
    const begin = at + piece.indexOf(plain);
    if (/[\p{L}\p{N}]/u.test(plain)) found.push({ begin, end: begin + plain.length, text: plain });
  };
  if ("Segmenter" in Intl) {
    for (const { segment, index } of new Intl.Segmenter(lang || "en", { granularity: "sentence" }).segment(text)) {
      add(segment, index);
    }
  } else add(text, 0);
  return found;
}

export class Listening {
  /** @param {Element} story */
  constructor(story) {
    this.story = story;
    this.turn = 0; // what an ended utterance still tells is of an older turn and not heard
    this.place = 0;
    this.speaking = false;
    this.opener = button("listen", word("listen"), () => this.toggle());
    this.opener.classList.add("worded");
    const voiced = () => (this.opener.hidden = !voiceFor(story.lang || document.documentElement.lang));
    speechSynthesis.addEventListener?.("voiceschanged", voiced); // some browsers' voices come late
    voiced();
    this.pauser = button("pause", word("pause"), () => this.toggle());
    this.player = make(
      "div",
      { class: "player", role: "group", "aria-label": word("listen"), hidden: true },
      button("before", word("previous"), () => this.step(-1)),
      this.pauser,
      button("after", word("next"), () => this.step(1)),
      button("stop", word("stop"), () => this.stop()),
    );
    document.body.append(this.player);
    addEventListener("pagehide", () => this.stop());
  }

  toggle() {
    if (this.speaking) return this.pause();
    this.list ??= sentences(this.story);
    return this.#say();
  }

  pause() {
    this.turn += 1;
    this.speaking = false;
    speechSynthesis.cancel();
    relabel(this.pauser, "play", word("listen"));
  }

  step(by) {
    this.place = Math.max(0, Math.min(this.list.length - 1, this.place + by));
    this.#say();
  }

  stop() {
    if (this.player.hidden) return;
    this.pause();
    this.place = 0;
    this.#mark(null);
    const focused = this.player.contains(document.activeElement);
    this.player.hidden = true;
    document.body.classList.remove("listening");
    if (focused) this.opener.focus();
  }

  #say() {
    const sentence = this.list[this.place];
    if (!sentence) return this.stop();
    this.turn += 1;
    const turn = this.turn;
    speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(sentence.text);
    said.lang = sentence.lang;
    said.voice = voiceFor(sentence.lang);
    said.onend = () => {
      if (turn !== this.turn) return;
      this.place += 1;
      this.#say();
    };
    said.onerror = (event) => {
      if (turn !== this.turn || event.error === "interrupted" || event.error === "canceled") return;
      this.stop();
      if (event.error === "network") notice("offline", word("offline"));
      else this.opener.hidden = true; // there is a name of a voice, and none that speaks
    };
    this.utterance = said; // held here: some browsers forget one that nobody holds, and never end it
    this.speaking = true;
    if (this.player.hidden) {
      this.player.hidden = false;
      document.body.classList.add("listening");
      this.pauser.focus({ preventScroll: true });
    }
    relabel(this.pauser, "pause", word("pause"));
    this.#mark(sentence);
    speechSynthesis.speak(said);
    return undefined;
  }

  /** @param {Sentence|null} sentence */
  #mark(sentence) {
    this.story.querySelector(".spoken")?.classList.remove("spoken");
    globalThis.CSS?.highlights?.delete("spoken");
    if (!sentence) return;
    const { block, begin, end } = sentence;
    block.classList.add("spoken");
    const range = textRange(block, begin, end);
    if (!range) return;
    if (globalThis.CSS?.highlights) CSS.highlights.set("spoken", new Highlight(range));
    const box = range.getBoundingClientRect();
    if (box.top > 80 && box.bottom < innerHeight - 120) return;
    scrollBy({ top: box.top - innerHeight / 3, behavior: calm.matches ? "instant" : "smooth" });
  }
}

/** A voice of the language, of the same land if there is one, on this device rather than afar. */
function voiceFor(lang) {
  const plain = (tag) => tag.toLowerCase().replace("_", "-");
  const all = speechSynthesis.getVoices().filter((one) => plain(one.lang).split("-")[0] === plain(lang).split("-")[0]);
  const rank = (one) => (plain(one.lang) === plain(lang) ? 2 : 0) + (one.localService ? 1 : 0);
  return all.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}
