// Draws QR codes (ISO/IEC 18004): letters of the alphanumeric mode, error correction M, versions 1 to 15.
// The modules are the same as those of the program's own library, which a test compares. qr_read.js reads them by the same tables.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
// For each version: codewords of error correction in a block, then [blocks, codewords of data in each].
export const BLOCKS = [
  [10, [1, 16]], [16, [1, 28]], [26, [1, 44]], [18, [2, 32]], [24, [2, 43]],
  [16, [4, 27]], [18, [4, 31]], [22, [2, 38], [2, 39]], [22, [3, 36], [2, 37]], [26, [4, 43], [1, 44]],
  [30, [1, 50], [4, 51]], [22, [6, 36], [2, 37]], [22, [8, 37], [1, 38]], [24, [4, 40], [5, 41]], [24, [5, 41], [5, 42]],
];
export const ALIGNED = [
  [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
  [6, 30, 54], [6, 32, 58], [6, 34, 62], [6, 26, 46, 66], [6, 26, 48, 70],
];
export const MASKS = [
  (i, j) => (i + j) % 2 === 0,
  (i) => i % 2 === 0,
  (i, j) => j % 3 === 0,
  (i, j) => (i + j) % 3 === 0,
  (i, j) => (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0,
  (i, j) => ((i * j) % 2) + ((i * j) % 3) === 0,
  (i, j) => (((i * j) % 2) + ((i * j) % 3)) % 2 === 0,
  (i, j) => (((i + j) % 2) + ((i * j) % 3)) % 2 === 0,
];
export const FREE = 2; // a module that no pattern has taken

export const EXP = [1];
for (let at = 1; at < 510; at += 1) EXP[at] = at < 255 ? (EXP[at - 1] * 2) ^ (EXP[at - 1] > 127 ? 0x11d : 0) : EXP[at - 255];
export const LOG = [];
for (let at = 0; at < 255; at += 1) LOG[EXP[at]] = at;

// The modules of a text, as rows of 0 and 1 without a border.
export function modules(text) {
  const { bits, version } = encode(text);
  const size = 17 + 4 * version;
  const functions = patterns(size, version);
  const filled = functions.map((row) => Uint8Array.from(row));
  place(filled, interleaved(bits, version));
  const { mask, matrix } = masked(filled, functions);
  writeFormat(matrix, mask);
  writeVersion(matrix, version);
  return matrix;
}

const dataSize = (version) => BLOCKS[version - 1].slice(1).reduce((sum, [blocks, data]) => sum + blocks * data, 0);

function encode(text) {
  const values = Array.from(text, (letter) => ALPHABET.indexOf(letter));
  if (values.includes(-1)) throw new RangeError("a letter that the alphanumeric mode does not have");
  const payload = Math.floor(values.length / 2) * 11 + (values.length % 2) * 6;
  const lengthBits = (version) => (version < 10 ? 9 : 11);
  const version = BLOCKS.findIndex((_, at) => 4 + lengthBits(at + 1) + payload <= dataSize(at + 1) * 8) + 1;
  if (!version) throw new RangeError("too long for version 15");
  const bits = [];
  const push = (number, count) => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push((number >> bit) & 1);
  };
  push(2, 4);
  push(values.length, lengthBits(version));
  for (let at = 0; at < values.length; at += 2) {
    if (at + 1 < values.length) push(values[at] * 45 + values[at + 1], 11);
    else push(values[at], 6);
  }
  const room = dataSize(version) * 8;
  push(0, Math.min(4, room - bits.length));
  // A whole byte where nothing is missing: readers ignore it, and the library writes it too.
  push(0, 8 - (bits.length % 8));
  for (let at = 0; bits.length < room; at += 1) push(at % 2 ? 0x11 : 0xec, 8);
  return { bits, version };
}

function interleaved(bits, version) {
  const bytes = [];
  for (let at = 0; at + 8 <= bits.length; at += 8) bytes.push(bits.slice(at, at + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  const [correction, ...groups] = BLOCKS[version - 1];
  const generator = generatorOf(correction);
  const blocks = [];
  let start = 0;
  for (const [count, data] of groups) {
    for (let each = 0; each < count; each += 1, start += data) blocks.push(bytes.slice(start, start + data));
  }
  const corrections = blocks.map((block) => remainder(block, generator));
  const inTurn = (rows) => Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, at) => rows.flatMap((row) => (at < row.length ? [row[at]] : []))).flat();
  return [...inTurn(blocks), ...inTurn(corrections)].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1));
}

function generatorOf(degree) {
  let polynomial = [1];
  for (let each = 0; each < degree; each += 1) {
    const next = [...polynomial, 0];
    polynomial.forEach((factor, at) => {
      next[at + 1] ^= factor ? EXP[LOG[factor] + each] : 0;
    });
    polynomial = next;
  }
  return polynomial;
}

function remainder(data, generator) {
  const rest = [...data, ...new Array(generator.length - 1).fill(0)];
  data.forEach((_, at) => {
    const factor = rest[at];
    if (factor) generator.forEach((term, shift) => (rest[at + shift] ^= term ? EXP[LOG[term] + LOG[factor]] : 0));
  });
  return rest.slice(data.length);
}

// Everything that is not data: finders, timing, alignment, and the places of format and version.
export function patterns(size, version) {
  const matrix = Array.from({ length: size }, () => new Uint8Array(size).fill(FREE));
  if (version > 6) {
    for (let i = 0; i < 6; i += 1) {
      for (let j = size - 11; j < size - 8; j += 1) matrix[i][j] = matrix[j][i] = 0;
    }
  }
  for (let i = 0; i < 9; i += 1) matrix[i][8] = matrix[8][i] = 0;
  for (let i = size - 8; i < size; i += 1) matrix[i][8] = matrix[8][i] = 0;
  for (let i = 8; i < size - 8; i += 1) matrix[i][6] = matrix[6][i] = (i + 1) % 2;
  for (const [top, left] of [[0, 0], [0, size - 7], [size - 7, 0]]) {
    for (let i = -1; i < 8; i += 1) {
      for (let j = -1; j < 8; j += 1) {
        if (matrix[top + i]?.[left + j] === undefined) continue;
        const ring = Math.max(Math.abs(i - 3), Math.abs(j - 3));
        matrix[top + i][left + j] = Number(ring !== 2 && ring !== 4);
      }
    }
  }
  const centres = ALIGNED[version - 1];
  const last = centres.at(-1);
  for (const y of centres) {
    for (const x of centres) {
      if ((y === 6 && x === 6) || (y === 6 && x === last) || (y === last && x === 6)) continue;
      for (let i = -2; i <= 2; i += 1) {
        for (let j = -2; j <= 2; j += 1) matrix[y + i][x + j] = Number(Math.max(Math.abs(i), Math.abs(j)) !== 1);
      }
    }
  }
  return matrix;
}

function place(matrix, bits) {
  const size = matrix.length;
  let next = 0;
  let up = true;
  for (let right = size - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right -= 1; // the column of the timing pattern
    for (let step = 0; step < size; step += 1) {
      const row = matrix[up ? size - 1 - step : step];
      for (const j of [right, right - 1]) if (row[j] === FREE) row[j] = bits[next++] ?? 0;
    }
  }
}

function masked(filled, functions) {
  let best = { score: Infinity };
  MASKS.forEach((isFlipped, mask) => {
    const matrix = filled.map((row, i) => row.map((bit, j) => (functions[i][j] === FREE && isFlipped(i, j) ? bit ^ 1 : bit)));
    const score = penalty(matrix);
    if (score < best.score) best = { score, mask, matrix };
  });
  return best;
}

// How hard a pattern is to read (§7.8.3): runs, blocks, shapes like finders, too much of one colour.
function penalty(matrix) {
  const size = matrix.length;
  let score = 0;
  let dark = 0;
  for (let i = 0; i < size; i += 1) {
    const column = Uint8Array.from(matrix, (row) => row[i]);
    score += runs(matrix[i]) + runs(column) + likeFinders(matrix[i]) + likeFinders(column);
    for (let j = 0; j < size; j += 1) {
      const bit = matrix[i][j];
      dark += bit;
      if (i && j && bit === matrix[i][j - 1] && bit === matrix[i - 1][j] && bit === matrix[i - 1][j - 1]) score += 3;
    }
  }
  return score + 10 * Math.floor(Math.abs((dark / size ** 2) * 100 - 50) / 5);
}

function runs(line) {
  let score = 0;
  let length = 0;
  for (let at = 0; at < line.length; at += 1) {
    length = at && line[at] === line[at - 1] ? length + 1 : 1;
    if (length >= 5 && line[at + 1] !== line[at]) score += length - 2;
  }
  return score;
}

const FINDER = [1, 0, 1, 1, 1, 0, 1];

function likeFinders(line) {
  const size = line.length;
  const isLight = (from, to) => line.subarray(Math.max(from, 0), Math.min(to, size)).every((bit) => !bit);
  let score = 0;
  for (let at = 0; at + 7 <= size; ) {
    if (!FINDER.every((bit, shift) => line[at + shift] === bit)) at += 1;
    else if (at === 0 || at === size - 7 || isLight(at - 4, at) || isLight(at + 7, at + 11)) {
      score += 40;
      at += 7;
    } else at += 4;
  }
  return score;
}

// A number with its BCH check bits behind it.
export function withCheck(number, shift, polynomial) {
  let rest = number << shift;
  while (rest >> shift) rest ^= polynomial << (Math.clz32(polynomial) - Math.clz32(rest));
  return (number << shift) | rest;
}

function writeFormat(matrix, mask) {
  const size = matrix.length;
  const format = withCheck(mask, 10, 0x537) ^ 0x5412; // 00: error correction M
  for (let i = 0; i < 8; i += 1) {
    const low = (format >> i) & 1;
    const high = (format >> (14 - i)) & 1;
    const past = i > 5 ? 1 : 0; // the timing pattern lies between
    matrix[i + past][8] = low;
    matrix[8][i + past] = high;
    matrix[8][size - 1 - i] = low;
    matrix[size - 1 - i][8] = high;
  }
  matrix[size - 8][8] = 1;
}

function writeVersion(matrix, version) {
  if (version < 7) return;
  const bits = withCheck(version, 12, 0x1f25);
  const start = matrix.length - 11;
  for (let at = 0; at < 18; at += 1) {
    const [i, j] = [Math.floor(at / 3), start + (at % 3)];
    matrix[i][j] = matrix[j][i] = (bits >> at) & 1;
  }
}
