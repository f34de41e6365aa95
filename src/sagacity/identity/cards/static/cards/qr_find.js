// Finds QR codes in a grey picture, as a camera sees them: turned, tilted, unevenly lit. Gives rows of 0 and 1 to be read.
const MARGIN = 0.92; // darker than this share of its surroundings is dark
const MOST_FINDERS = 8;
const MOST_TRIPLES = 4;
const RING = [
  [1, 1, 1, 1, 1],
  [1, 0, 0, 0, 1],
  [1, 0, 1, 0, 1],
  [1, 0, 0, 0, 1],
  [1, 1, 1, 1, 1],
];

// A picture in black and white: each point is compared with the mean of the square around it.
export class Picture {
  constructor(grey, width, height) {
    this.width = width;
    this.height = height;
    this.dark = new Uint8Array(width * height);
    const sums = new Float64Array((width + 1) * (height + 1));
    for (let y = 0; y < height; y += 1) {
      let row = 0;
      for (let x = 0; x < width; x += 1) {
        row += grey[y * width + x];
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
      }
    }
    const reach = Math.max(12, Math.round(Math.min(width, height) / 10));
    for (let y = 0; y < height; y += 1) {
      const [top, bottom] = [Math.max(0, y - reach) * (width + 1), Math.min(height, y + reach + 1) * (width + 1)];
      for (let x = 0; x < width; x += 1) {
        const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
        const sum = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left];
        const count = ((bottom - top) / (width + 1)) * (right - left);
        this.dark[y * width + x] = grey[y * width + x] * count < sum * MARGIN ? 1 : 0;
      }
    }
  }

  at(x, y) {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    return column < 0 || row < 0 || column >= this.width || row >= this.height ? 0 : this.dark[row * this.width + column];
  }
}

const isFinder = (runs) => {
  const total = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
  if (total < 7) return false;
  const one = total / 7;
  return [1, 1, 3, 1, 1].every((many, at) => Math.abs(runs[at] - many * one) < one * (many === 3 ? 1.5 : 0.7));
};

// The five runs through a point along one direction, and where their middle is; null where there is no finder.
function across(picture, x, y, dx, dy) {
  const runs = [0, 0, 0, 0, 0];
  const walk = (sign, first) => {
    let step = first;
    for (const [slot, wanted] of sign < 0 ? [[2, 1], [1, 0], [0, 1]] : [[2, 1], [3, 0], [4, 1]]) {
      for (; ; step += 1) {
        const [column, row] = [x + sign * step * dx, y + sign * step * dy];
        const isInside = column >= 0 && row >= 0 && column < picture.width && row < picture.height;
        if (!isInside || picture.at(column, row) !== wanted) break;
        runs[slot] += 1;
      }
    }
    return step;
  };
  if (!picture.at(x, y)) return null;
  walk(-1, 0);
  const end = walk(1, 1);
  if (!isFinder(runs)) return null;
  return { total: runs.reduce((sum, run) => sum + run), middle: end - runs[4] - runs[3] - runs[2] / 2 };
}

// Centres of the three big squares, the surest first.
export function finders(picture) {
  const found = [];
  const step = Math.max(1, Math.floor(picture.height / 300));
  for (let y = 0; y < picture.height; y += step) {
    const runs = [];
    let start = 0;
    for (let x = 1; x <= picture.width; x += 1) {
      if (x < picture.width && picture.dark[y * picture.width + x] === picture.dark[y * picture.width + start]) continue;
      runs.push(x - start);
      const many = runs.length;
      if (many >= 5 && picture.dark[y * picture.width + start] && isFinder(runs.slice(-5))) take(picture, found, x - runs[many - 1] - runs[many - 2] - runs[many - 3] / 2, y);
      start = x;
    }
  }
  return found.sort((one, other) => other.count - one.count).slice(0, MOST_FINDERS);
}

function take(picture, found, x, y) {
  const upright = across(picture, x, y, 0, 1);
  if (!upright) return;
  const row = y + upright.middle;
  const level = across(picture, x, row, 1, 0);
  if (!level) return;
  const [column, total] = [x + level.middle, (upright.total + level.total) / 2];
  if (Math.abs(upright.total - level.total) > total * 0.5) return;
  const near = found.find((one) => Math.hypot(one.x - column, one.y - row) < one.total / 3);
  if (!near) return void found.push({ x: column, y: row, total, count: 1 });
  for (const [name, value] of [["x", column], ["y", row], ["total", total]]) near[name] = (near[name] * near.count + value) / (near.count + 1);
  near.count += 1;
}

// Three finders as corners: top left, top right, bottom left; the likeliest threes first.
function corners(found) {
  const threes = [];
  for (let a = 0; a < found.length; a += 1) {
    for (let b = a + 1; b < found.length; b += 1) {
      for (let c = b + 1; c < found.length; c += 1) threes.push(inOrder([found[a], found[b], found[c]]));
    }
  }
  return threes.filter((one) => one.error < 0.8).sort((one, other) => one.error - other.error).slice(0, MOST_TRIPLES);
}

const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

function inOrder([one, two, three]) {
  const [[long, topLeft, p, q]] = [
    [distance(two, three), one, two, three],
    [distance(one, three), two, one, three],
    [distance(one, two), three, one, two],
  ].sort((first, second) => second[0] - first[0]);
  const turn = (p.x - topLeft.x) * (q.y - topLeft.y) - (p.y - topLeft.y) * (q.x - topLeft.x);
  const [topRight, bottomLeft] = turn > 0 ? [p, q] : [q, p];
  const [across, down] = [distance(topLeft, topRight), distance(topLeft, bottomLeft)];
  const totals = [one.total, two.total, three.total];
  const error = Math.abs(long ** 2 - across ** 2 - down ** 2) / long ** 2 + Math.abs(across - down) / Math.max(across, down) + (Math.max(...totals) - Math.min(...totals)) / Math.max(...totals);
  return { topLeft, topRight, bottomLeft, error };
}

// How wide a code is, from the size of a module along its own edge; the versions that may be meant, the likeliest first.
function versions({ topLeft, topRight, bottomLeft }, most) {
  const angle = Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x);
  const folded = angle - (Math.PI / 2) * Math.round(angle / (Math.PI / 2));
  const module = ((topLeft.total + topRight.total + bottomLeft.total) / 21) * Math.cos(folded);
  const size = (distance(topLeft, topRight) + distance(topLeft, bottomLeft)) / 2 / module + 7;
  const likely = (size - 17) / 4;
  return Array.from({ length: most }, (_, at) => at + 1)
    .filter((version) => Math.abs(version - likely) < 2.6)
    .sort((one, other) => Math.abs(one - likely) - Math.abs(other - likely));
}

// The map from modules to points of the picture that takes four points to four others.
function perspective(from, to) {
  const rows = [];
  from.forEach(([u, v], at) => {
    const [x, y] = to[at];
    rows.push([u, v, 1, 0, 0, 0, -u * x, -v * x, x], [0, 0, 0, u, v, 1, -u * y, -v * y, y]);
  });
  for (let column = 0; column < 8; column += 1) {
    let best = column;
    for (let row = column + 1; row < 8; row += 1) if (Math.abs(rows[row][column]) > Math.abs(rows[best][column])) best = row;
    [rows[column], rows[best]] = [rows[best], rows[column]];
    const pivot = rows[column][column];
    if (Math.abs(pivot) < 1e-9) return null;
    for (let each = column; each < 9; each += 1) rows[column][each] /= pivot;
    for (let row = 0; row < 8; row += 1) {
      const factor = rows[row][column];
      if (row !== column && factor) for (let each = column; each < 9; each += 1) rows[row][each] -= factor * rows[column][each];
    }
  }
  const [a, b, c, d, e, f, g, h] = rows.map((row) => row[8]);
  return (u, v) => {
    const depth = g * u + h * v + 1;
    return [(a * u + b * v + c) / depth, (d * u + e * v + f) / depth];
  };
}

function flat({ topLeft, topRight, bottomLeft }, size) {
  const [ex, ey] = [(topRight.x - topLeft.x) / (size - 7), (topRight.y - topLeft.y) / (size - 7)];
  const [fx, fy] = [(bottomLeft.x - topLeft.x) / (size - 7), (bottomLeft.y - topLeft.y) / (size - 7)];
  const map = (u, v) => [topLeft.x + (u - 3.5) * ex + (v - 3.5) * fx, topLeft.y + (u - 3.5) * ey + (v - 3.5) * fy];
  return { map, ex, ey, fx, fy };
}

// The small square near the fourth corner, which says how the code is tilted.
function alignment(picture, plane, size) {
  const { map, ex, ey, fx, fy } = plane;
  const reach = Math.min(10, size / 5);
  let best = { score: 0, far: Infinity };
  let near = [];
  for (let v = -reach; v <= reach; v += 0.5) {
    for (let u = -reach; u <= reach; u += 0.5) {
      const [x, y] = map(size - 6.5 + u, size - 6.5 + v);
      let score = 0;
      for (let i = 0; i < 5; i += 1) {
        for (let j = 0; j < 5; j += 1) score += Number(picture.at(x + (j - 2) * ex + (i - 2) * fx, y + (j - 2) * ey + (i - 2) * fy) === RING[i][j]);
      }
      const far = Math.hypot(u, v);
      if (score > best.score || (score === best.score && far < best.far)) best = { score, far, u, v };
      if (score > 21) near.push([u, v, score]);
    }
  }
  if (best.score < 22) return null;
  near = near.filter(([u, v, score]) => score >= best.score - 1 && Math.hypot(u - best.u, v - best.v) <= 1);
  const mean = (at) => near.reduce((sum, one) => sum + one[at], 0) / near.length;
  return map(size - 6.5 + mean(0), size - 6.5 + mean(1));
}

// How well the two dotted lines between the finders are seen, of 1.
function timing(picture, map, size) {
  let good = 0;
  for (let at = 8; at < size - 8; at += 1) {
    const wanted = (at + 1) % 2;
    good += Number(picture.at(...map(at + 0.5, 6.5)) === wanted) + Number(picture.at(...map(6.5, at + 0.5)) === wanted);
  }
  return good / 2 / (size - 16);
}

function sampled(picture, map, size) {
  return Array.from({ length: size }, (_, i) =>
    Uint8Array.from({ length: size }, (_each, j) => {
      let dark = 0;
      for (const [u, v] of [[0.5, 0.5], [0.3, 0.5], [0.7, 0.5], [0.5, 0.3], [0.5, 0.7]]) dark += picture.at(...map(j + u, i + v));
      return dark > 2 ? 1 : 0;
    }),
  );
}

// Rows of modules that may be a code, the likeliest first; whoever reads one asks for no more.
export function* candidates(picture, found, most) {
  for (const three of corners(found)) {
    for (const version of versions(three, most)) {
      const size = 17 + 4 * version;
      const plane = flat(three, size);
      const { topLeft, topRight, bottomLeft } = three;
      const from = [[3.5, 3.5], [size - 3.5, 3.5], [3.5, size - 3.5]];
      const to = [topLeft, topRight, bottomLeft].map(({ x, y }) => [x, y]);
      const fourth = version > 1 ? alignment(picture, plane, size) : null;
      const map = fourth ? perspective([...from, [size - 6.5, size - 6.5]], [...to, fourth]) : plane.map;
      if (map && timing(picture, map, size) > 0.8) yield sampled(picture, map, size);
    }
  }
}
