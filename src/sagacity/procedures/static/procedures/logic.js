// Rules as data: the twin of sagacity/kit/logic, held to the same ends by vectors.json and by rules at random.
// What each value means here stands in sagacity/kit/logic/README.md; it is not everywhere what JavaScript means.

export const MOST_STEPS = 10_000;
export const DEEPEST = 40;
export const LONGEST = 10_000;

export class BadRule extends Error {
  constructor(code, about = "") {
    super(about ? `${code}: ${about}` : code);
    this.code = code;
  }
}

/** What a rule says about data. */
export function evaluate(rule, data) {
  return new Run().of(rule, data ?? null, 0);
}

/** Whether a condition is fulfilled; no rule is a condition that always is. */
export function holds(rule, data) {
  return rule === null || rule === undefined || isTrue(evaluate(rule, data));
}

export function isTrue(value) {
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && value !== false && value !== "" && value !== 0;
}

class Run {
  steps = 0;

  of(rule, data, depth) {
    if (Array.isArray(rule)) {
      this.count(depth);
      return rule.map((one) => this.of(one, data, depth + 1));
    }
    if (rule === null || typeof rule !== "object") return rule ?? null;
    this.count(depth);
    const names = Object.keys(rule);
    if (names.length !== 1) throw new BadRule("not_one_operation", names.join(", "));
    const [name] = names;
    const given = Array.isArray(rule[name]) ? rule[name] : [rule[name]];
    if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name](this, given, data, depth + 1);
    if (!Object.hasOwn(PLAIN, name)) throw new BadRule("unknown_operation", name);
    return PLAIN[name](given.map((one) => this.of(one, data, depth + 1)));
  }

  count(depth) {
    this.steps += 1;
    if (this.steps > MOST_STEPS) throw new BadRule("too_many_steps");
    if (depth > DEEPEST) throw new BadRule("too_deep");
  }
}

function lookUp(data, name) {
  if (name === null || name === "") return data;
  for (const part of written(name).split(".")) {
    if (Array.isArray(data)) {
      data = /^[0-9]+$/.test(part) && Number(part) < data.length ? data[Number(part)] : null;
    } else if (isObject(data)) {
      data = Object.hasOwn(data, part) ? data[part] : null;
    } else {
      return null;
    }
  }
  return data ?? null;
}

function each(run, given, data, depth) {
  const entries = given.length ? run.of(given[0], data, depth) : null;
  const inner = given.length > 1 ? given[1] : null;
  return Array.isArray(entries) ? entries.map((one) => [one, run.of(inner, one, depth)]) : [];
}

const choose = (run, given, data, depth) => {
  let place = 0;
  for (; place + 1 < given.length; place += 2) {
    if (isTrue(run.of(given[place], data, depth))) return run.of(given[place + 1], data, depth);
  }
  return place < given.length ? run.of(given[place], data, depth) : null;
};

const until = (wanted) => (run, given, data, depth) => {
  let found = null;
  for (const one of given) {
    found = run.of(one, data, depth);
    if (isTrue(found) === wanted) return found;
  }
  return found;
};

const some = (...said) => each(...said).some(([, found]) => isTrue(found));

const SPECIAL = {
  var(run, given, data, depth) {
    const found = lookUp(data, given.length ? run.of(given[0], data, depth) : "");
    return found === null && given.length > 1 ? run.of(given[1], data, depth) : found;
  },
  missing(run, given, data, depth) {
    let names = given.map((one) => run.of(one, data, depth));
    if (names.length && Array.isArray(names[0])) [names] = names;
    return names.filter((name) => [null, ""].includes(lookUp(data, name)));
  },
  if: choose,
  "?:": choose,
  and: until(false),
  or: until(true),
  map: (...said) => each(...said).map(([, found]) => found),
  filter: (...said) => each(...said).filter(([, found]) => isTrue(found)).map(([one]) => one),
  all(...said) {
    const found = each(...said);
    return found.length > 0 && found.every(([, one]) => isTrue(one));
  },
  some,
  none: (...said) => !some(...said),
};

const at = (given, place) => given[place] ?? null;

const PLAIN = {
  "==": (given) => equal(at(given, 0), at(given, 1)),
  "!=": (given) => !equal(at(given, 0), at(given, 1)),
  "===": (given) => same(at(given, 0), at(given, 1)),
  "!==": (given) => !same(at(given, 0), at(given, 1)),
  "!": (given) => !isTrue(at(given, 0)),
  "!!": (given) => isTrue(at(given, 0)),
  "<": (given) => chain(given, (found) => found < 0),
  "<=": (given) => chain(given, (found) => found <= 0),
  ">": (given) => chain(given, (found) => found > 0),
  ">=": (given) => chain(given, (found) => found >= 0),
  "+": (given) => folded(given, 0, (one, other) => one + other),
  "-"(given) {
    const all = numbers(given.slice(0, 2));
    if (!all || !all.length) return null;
    return counted(all.length === 1 ? -all[0] : all[0] - all[1]);
  },
  "*": (given) => (given.length ? folded(given, 1, (one, other) => one * other) : null),
  "/": (given) => divided(given, (one, other) => one / other),
  "%": (given) => divided(given, (one, other) => one % other),
  min: (given) => outer(given, Math.min),
  max: (given) => outer(given, Math.max),
  in(given) {
    const [one, all] = [at(given, 0), at(given, 1)];
    if (typeof all === "string") return typeof one === "string" && all.includes(one);
    return Array.isArray(all) && all.some((entry) => equal(one, entry));
  },
  cat(given) {
    const text = given.map(written).join("");
    if ([...text].length > LONGEST) throw new BadRule("too_long");
    return text;
  },
  substr(given) {
    const [text, start, length] = [at(given, 0), at(given, 1), at(given, 2)];
    if (typeof text !== "string" || !isWhole(start)) return null;
    const rest = [...text].slice(start);
    return (isWhole(length) ? rest.slice(0, length) : rest).join("");
  },
  merge(given) {
    const found = given.flatMap((one) => one);
    if (found.length > LONGEST) throw new BadRule("too_long");
    return found;
  },
  count(given) {
    const one = at(given, 0);
    return typeof one === "string" ? [...one].length : Array.isArray(one) ? one.length : 0;
  },
  days(given) {
    const [first, second] = [day(at(given, 0)), day(at(given, 1))];
    return first && second ? Math.round((second - first) / 86_400_000) : null;
  },
  years(given) {
    const [first, second] = [day(at(given, 0)), day(at(given, 1))];
    if (!first || !second) return null;
    const [a, b] = [first, second].map((one) => one.getUTCMonth() * 100 + one.getUTCDate());
    return second.getUTCFullYear() - first.getUTCFullYear() - (b < a ? 1 : 0);
  },
};

function equal(one, other) {
  if (typeof one === "number" && typeof other === "string") return number(other) === counted(one) && counted(one) !== null;
  if (typeof one === "string" && typeof other === "number") return equal(other, one);
  return same(one, other);
}

function same(one, other) {
  if (typeof one === "number" && typeof other === "number") return counted(one) !== null && counted(one) === counted(other);
  if (Array.isArray(one) || Array.isArray(other)) {
    return Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((entry, place) => same(entry, other[place]));
  }
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && same(one[name], other[name]));
  }
  return one === other;
}

function chain(given, fits) {
  if (given.length < 2) return false;
  return given.slice(1, 3).every((other, place) => {
    const found = compared(given[place], other);
    return found !== null && fits(found);
  });
}

/** -1, 0 or 1; null when the two cannot be compared. */
function compared(one, other) {
  if (typeof one === "string" && typeof other === "string") return byCharacters([...one], [...other]);
  const [first, second] = [number(one), number(other)];
  return first === null || second === null ? null : Math.sign(first - second);
}

/** By whole characters: JavaScript itself compares halves of the rarer ones, such as 𠮷. */
function byCharacters(one, other) {
  for (let place = 0; place < Math.min(one.length, other.length); place += 1) {
    const [a, b] = [one[place].codePointAt(0), other[place].codePointAt(0)];
    if (a !== b) return a < b ? -1 : 1;
  }
  return Math.sign(one.length - other.length);
}

function number(value) {
  if (typeof value === "number") return counted(value);
  return typeof value === "string" && /^-?[0-9]{1,15}(\.[0-9]{1,15})?$/.test(value) ? counted(Number(value)) : null;
}

function numbers(given) {
  const found = given.map((one) => number(one ?? null));
  return found.includes(null) ? null : found;
}

function counted(value) {
  if (value === null || !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return null;
  return value === 0 ? 0 : value;
}

function folded(given, start, step) {
  const all = numbers(given);
  return all && all.reduce((left, one) => (left === null ? null : counted(step(left, one))), start);
}

function divided(given, step) {
  const all = numbers(given.slice(0, 2));
  return !all || all.length < 2 || all[1] === 0 ? null : counted(step(...all));
}

function outer(given, pick) {
  const all = numbers(given.length === 1 && Array.isArray(given[0]) ? given[0] : given);
  return all && all.length ? pick(...all) : null;
}

function written(value) {
  if (value === null || value === undefined || typeof value === "object") return "";
  return typeof value === "number" ? String(counted(value) ?? "") : String(value);
}

function day(value) {
  const found = typeof value === "string" && /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(value);
  if (!found || found[1] === "0000") return null;
  const [year, month, date] = found.slice(1).map(Number);
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, date);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === date ? made : null;
}

const isWhole = (value) => typeof value === "number" && Number.isInteger(counted(value));
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
