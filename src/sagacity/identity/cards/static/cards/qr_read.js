// Reads the QR codes that qr.js draws, in the page itself: no network, and no browser must have a reader of its own.
// `drawing` is qr.js and `finding` is qr_find.js: whoever loads this file knows their addresses.
const LEVEL_M = 0;

export function reader(drawing, finding) {
  const { ALIGNED, BLOCKS, EXP, FREE, LOG, MASKS, patterns, withCheck } = drawing;
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const functions = new Map();
  const times = (one, other) => (one && other ? EXP[LOG[one] + LOG[other]] : 0);
  const over = (one, other) => (one ? EXP[(LOG[one] + 255 - LOG[other]) % 255] : 0);

  // {text, isNear}: the text of a code of the citizen card, and whether anything like a code is in the picture.
  function read(grey, width, height) {
    const picture = new finding.Picture(grey, width, height);
    const found = finding.finders(picture);
    for (const matrix of finding.candidates(picture, found, ALIGNED.length)) {
      const text = textOf(matrix);
      if (text !== null) return { text, isNear: true };
    }
    return { text: null, isNear: found.length > 1 };
  }

  function textOf(matrix) {
    const mask = maskOf(matrix);
    if (mask === null) return null;
    const version = (matrix.length - 17) / 4;
    const bytes = repairedAll(codewords(matrix, MASKS[mask], version), version);
    return bytes && letters(bytes, version);
  }

  // Which of the eight masks; null where the format is not that of our codes, or not to be read.
  function maskOf(matrix) {
    const size = matrix.length;
    let [one, two] = [0, 0];
    for (let i = 0; i < 8; i += 1) {
      const past = i > 5 ? 1 : 0;
      one |= (matrix[i + past][8] << i) | (matrix[8][i + past] << (14 - i));
      two |= matrix[8][size - 1 - i] << i;
      if (i < 7) two |= matrix[size - 1 - i][8] << (14 - i);
    }
    let best = { far: 4, mask: null };
    for (let mask = 0; mask < 8; mask += 1) {
      const format = withCheck((LEVEL_M << 3) | mask, 10, 0x537) ^ 0x5412;
      for (const said of [one, two]) {
        const far = ones(said ^ format);
        if (far < best.far) best = { far, mask };
      }
    }
    return best.mask;
  }

  const ones = (number) => number.toString(2).replace(/0/g, "").length;

  function codewords(matrix, isFlipped, version) {
    const size = matrix.length;
    if (!functions.has(version)) functions.set(version, patterns(size, version));
    const taken = functions.get(version);
    const bytes = [];
    let [byte, bits] = [0, 0];
    let up = true;
    for (let right = size - 1; right > 0; right -= 2, up = !up) {
      if (right === 6) right -= 1; // the column of the timing pattern
      for (let step = 0; step < size; step += 1) {
        const i = up ? size - 1 - step : step;
        for (const j of [right, right - 1]) {
          if (taken[i][j] !== FREE) continue;
          byte = (byte << 1) | (matrix[i][j] ^ Number(isFlipped(i, j)));
          bits += 1;
          if (bits === 8) {
            bytes.push(byte);
            [byte, bits] = [0, 0];
          }
        }
      }
    }
    return bytes;
  }

  function repairedAll(bytes, version) {
    const [correction, ...groups] = BLOCKS[version - 1];
    const sizes = groups.flatMap(([count, data]) => new Array(count).fill(data));
    const blocks = sizes.map(() => []);
    let next = 0;
    for (let at = 0; at < Math.max(...sizes); at += 1) blocks.forEach((block, each) => at < sizes[each] && block.push(bytes[next++]));
    for (let at = 0; at < correction; at += 1) for (const block of blocks) block.push(bytes[next++]);
    const whole = [];
    for (const block of blocks) {
      const good = repaired(block, correction);
      if (!good) return null;
      whole.push(...good.slice(0, -correction));
    }
    return whole;
  }

  const syndromes = (block, correction) => Array.from({ length: correction }, (_, at) => block.reduce((sum, byte) => times(sum, EXP[at]) ^ byte, 0));
  const value = (polynomial, x) => polynomial.reduceRight((sum, factor) => times(sum, x) ^ factor, 0); // the constant comes first

  // Reed and Solomon's code, repaired by Berlekamp, Massey, Chien and Forney; null when too much is wrong.
  function repaired(block, correction) {
    const told = syndromes(block, correction);
    if (!told.some(Boolean)) return block;
    const locator = locatorOf(told);
    if (!locator || (locator.length - 1) * 2 > correction) return null;
    const evaluator = told.map((_, at) => locator.slice(0, at + 1).reduce((sum, factor, each) => sum ^ times(factor, told[at - each]), 0));
    const slope = locator.map((factor, at) => (at % 2 ? factor : 0)).slice(1);
    const good = [...block];
    for (let power = 0; power < block.length; power += 1) {
      const back = EXP[(255 - power) % 255];
      if (value(locator, back)) continue;
      const steep = value(slope, back);
      if (!steep) return null;
      good[block.length - 1 - power] ^= times(EXP[power], over(value(evaluator, back), steep));
    }
    return syndromes(good, correction).some(Boolean) ? null : good;
  }

  function locatorOf(told) {
    let [locator, before] = [[1], [1]];
    let [length, shift, last] = [0, 1, 1];
    told.forEach((syndrome, step) => {
      let gap = syndrome;
      for (let at = 1; at <= length; at += 1) gap ^= times(locator[at] ?? 0, told[step - at]);
      if (!gap) {
        shift += 1;
        return;
      }
      const factor = over(gap, last);
      const next = Array.from({ length: Math.max(locator.length, before.length + shift) }, (_, at) => (locator[at] ?? 0) ^ times(before[at - shift] ?? 0, factor));
      if (2 * length <= step) [before, length, last, shift] = [locator, step + 1 - length, gap, 1];
      else shift += 1;
      locator = next;
    });
    while (locator.length && !locator.at(-1)) locator.pop();
    return locator.length === length + 1 ? locator : null;
  }

  // Letters of the alphanumeric mode, which is all that our codes are written in.
  function letters(bytes, version) {
    let next = 0;
    const take = (count) => {
      let number = 0;
      for (let each = 0; each < count; each += 1, next += 1) number = (number << 1) | (((bytes[next >> 3] ?? 0) >> (7 - (next & 7))) & 1);
      return number;
    };
    if (take(4) !== 2) return null;
    const many = take(version < 10 ? 9 : 11);
    if (next + Math.floor(many / 2) * 11 > bytes.length * 8) return null;
    let text = "";
    for (let left = many; left > 0; left -= 2) {
      const number = take(left > 1 ? 11 : 6);
      if (number >= (left > 1 ? 2025 : 45)) return null;
      text += left > 1 ? LETTERS[Math.floor(number / 45)] + LETTERS[number % 45] : LETTERS[number];
    }
    return text;
  }

  return { read };
}
