// Text as search compares it: without case, accents, vowel signs of Arabic script or hidden characters.

const ALIKE = { "ي": "ی", "ى": "ی", "ك": "ک", "ه": "ہ", "ۃ": "ہ", "ة": "ہ", "’": "'", "‘": "'", "“": '"', "”": '"' };
const DROPPED = /[\u0300-\u036f\u064b-\u0655\u0670\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const SPACE = /\s/u;

function folded(character) {
  if (SPACE.test(character)) return " ";
  const plain = character.normalize("NFKD").replace(DROPPED, "").normalize("NFC").toLowerCase();
  return Array.from(plain, (one) => ALIKE[one] ?? one).join("");
}

/** @param {string} text */
export function fold(text) {
  return folding(text).text;
}

/**
 * The folded text and, for each of its units, where in `text` it came from; runs of space are one.
 * @param {string} text @returns {{text: string, from: number[]}}
 */
export function folding(text) {
  let out = "";
  const from = [];
  let at = 0;
  for (const character of text) {
    const plain = folded(character);
    if (!(plain === " " && (out === "" || out.endsWith(" ")))) {
      for (let unit = 0; unit < plain.length; unit += 1) from.push(at);
      out += plain;
    }
    at += character.length;
  }
  from.push(text.length);
  return { text: out, from };
}

/** The words asked for, folded. @param {string} query */
export function asked(query) {
  return fold(query).split(" ").filter(Boolean);
}

/**
 * Where words stand in a text, as pairs of places in `text`, in order, none over another.
 * @param {string} text @param {string[]} words @returns {[number, number][]}
 */
export function places(text, words) {
  const { text: plain, from } = folding(text);
  const found = [];
  for (const one of words) {
    for (let at = plain.indexOf(one); at >= 0; at = plain.indexOf(one, at + one.length)) {
      found.push([from[at], from[at + one.length]]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.filter(([begin], index) => index === 0 || begin >= found[index - 1][1]);
}
