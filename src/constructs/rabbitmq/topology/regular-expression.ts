/**
 * Whether a broker can read a regular expression. RabbitMQ hands patterns to Erlang's `re`, which is PCRE: it knows more than
 * JavaScript (atomic groups, possessive quantifiers, inline options, POSIX classes) and refuses what JavaScript lets through
 * (lookbehinds of no fixed length, references to groups that are not there). What this parser makes nothing of (recursion,
 * conditions, callouts, verbs) it leaves to the broker. Held against Erlang's own answers in its test.
 */

/** How many characters something matches; undefined if that varies. */
type Width = number | undefined;

/** Largest number in a quantifier (PCRE, `pcrepattern`, "Repetition"). */
const MAX_REPEAT = 65_535;
const POSIX = /^\[:\^?(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;
const QUANTIFIER = /^\{(\d+)(?:(,)(\d*))?\}/;
/** Letters that PCRE gives a meaning behind a backslash. Newer Erlangs (PCRE2) refuse every other. */
const LETTERS = /[abcdefghknopqrstvwxzABCDEGHKNPQRSVWXZ]/;
const ASSERTIONS = "AbBGKzZ";
const GROUP_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,31}/;
const NOT_JUDGED = /^\((?:\*[A-Z:]|\?(?:R\)|[+-]?\d+\)|&|P>|\(|C\d*\)))/;

class Refused extends Error {}

/** Why it would be refused; undefined if it would not. */
export function regularExpressionProblem(pattern: string): string | undefined {
  try {
    new Parser(pattern).parse();
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

class Parser {
  private at = 0;
  private groups = 0;
  private readonly names = new Set<string>();
  private readonly references: (string | number)[] = [];
  /** Something is in it whose groups are not counted. */
  private beyond = false;

  constructor(private readonly text: string) {}

  public parse(): void {
    this.alternatives();
    if (this.at < this.text.length) this.refuse("a closing parenthesis has no opening one");
    if (this.beyond) return;
    for (const reference of this.references) {
      const known = typeof reference === "number" ? reference <= this.groups : this.names.has(reference);
      if (!known) this.refuse(`it refers to the group '${reference}', which is not there`);
    }
  }

  /** The widths of the branches up to a closing parenthesis, or the end. */
  private alternatives(): Width[] {
    const widths: Width[] = [this.branch()];
    while (this.take("|")) widths.push(this.branch());
    return widths;
  }

  private branch(): Width {
    let sum: Width = 0;
    while (this.at < this.text.length && !this.is("|") && !this.is(")")) {
      const width: Width = this.quantified();
      sum = sum === undefined || width === undefined ? undefined : sum + width;
    }
    return sum;
  }

  private quantified(): Width {
    if (this.is("*") || this.is("+") || this.is("?") || QUANTIFIER.test(this.rest())) this.refuse(NOTHING_TO_REPEAT);
    const { width, repeatable } = this.atom();
    const braces = QUANTIFIER.exec(this.rest());
    if (!braces && !this.is("*") && !this.is("+") && !this.is("?")) return width;
    if (!repeatable) this.refuse(NOTHING_TO_REPEAT);
    if (!braces) {
      this.at += 1;
      this.lazyOrPossessive();
      return undefined;
    }
    this.at += braces[0].length;
    const [least, most] = [Number(braces[1]), braces[3] ? Number(braces[3]) : undefined];
    if (Math.max(least, most ?? 0) > MAX_REPEAT) this.refuse(`a number in braces is above ${MAX_REPEAT}`);
    if (most !== undefined && most < least) this.refuse("the numbers in braces are out of order");
    this.lazyOrPossessive();
    const fixed = braces[2] === undefined || most === least;
    return fixed && width !== undefined ? width * least : undefined;
  }

  private lazyOrPossessive(): void {
    if (!this.take("?")) this.take("+");
  }

  private atom(): { readonly width: Width; readonly repeatable: boolean } {
    if (this.is("(")) return this.group();
    if (this.take("[")) return this.characterClass();
    if (this.take("\\")) return this.escape();
    const [character = ""] = this.rest();
    this.at += character.length;
    return character === "^" || character === "$" ? { width: 0, repeatable: false } : { width: 1, repeatable: true };
  }

  private group(): { readonly width: Width; readonly repeatable: boolean } {
    const comment = /^\(\?#[^)]*\)?/.exec(this.rest());
    if (comment) {
      if (!comment[0].endsWith(")")) this.refuse("a comment has no end");
      this.at += comment[0].length;
      return { width: 0, repeatable: true };
    }
    if (NOT_JUDGED.test(this.rest())) {
      this.beyond = true;
      this.at = this.text.length;
      return { width: undefined, repeatable: true };
    }
    const earlier = /^\(\?P=(\w+)\)/.exec(this.rest());
    if (earlier) {
      this.references.push(earlier[1] ?? "");
      this.at += earlier[0].length;
      return { width: undefined, repeatable: true };
    }
    const options = /^\(\?[imsxUJ]*(?:-[imsxUJ]+)?([:)])/.exec(this.rest());
    const assertion = /^\(\?(<?[=!])/.exec(this.rest());
    this.open(options, assertion);
    if (options?.[1] === ")") return { width: 0, repeatable: false };
    const widths = this.alternatives();
    if (!this.take(")")) this.refuse("a parenthesis is not closed");
    const lookbehind = assertion?.[1]?.startsWith("<") ?? false;
    if (lookbehind && widths.includes(undefined)) this.refuse("what a lookbehind looks for has no fixed length");
    if (assertion) return { width: 0, repeatable: true };
    return { width: new Set(widths).size === 1 ? widths[0] : undefined, repeatable: true };
  }

  /** Takes the beginning of a group, and counts or names it. */
  private open(options: RegExpExecArray | null, assertion: RegExpExecArray | null): void {
    const plain = options ?? assertion ?? /^\(\?[>|]/.exec(this.rest());
    if (plain) {
      this.at += plain[0].length;
      return;
    }
    const named = /^\(\?P?<|^\(\?'/.exec(this.rest());
    if (!named && this.rest().startsWith("(?")) this.refuse("nothing is known that begins with '(?' so");
    this.at += named ? named[0].length : 1;
    this.groups += 1;
    if (named) {
      const name = this.name(named[0].endsWith("'") ? "'" : ">");
      if (this.names.has(name)) this.refuse(`two groups are called '${name}'`);
      this.names.add(name);
    }
  }

  private name(end: string): string {
    const found = GROUP_NAME.exec(this.rest());
    if (!found) this.refuse("a group has no name, or one that begins with a digit");
    this.at += found[0].length;
    if (!this.take(end)) this.refuse(`the name '${found[0]}' is not closed`);
    return found[0];
  }

  private characterClass(): { readonly width: Width; readonly repeatable: boolean } {
    if (/^([:.=])[a-z^]*\1\]/.test(this.rest())) this.refuse("a POSIX class stands outside of brackets");
    this.take("^");
    let first = true;
    while (first || !this.is("]")) {
      if (this.at >= this.text.length) this.refuse("a bracket is not closed");
      first = false;
      const low = this.member();
      if (low !== undefined && this.rest().startsWith("-") && !this.rest().startsWith("-]")) {
        this.at += 1;
        if (this.at >= this.text.length) this.refuse("a bracket is not closed");
        const high = this.member();
        if (high === undefined) this.refuse("a range in brackets ends in a whole class");
        if (high < low) this.refuse("a range in brackets is out of order");
      }
    }
    this.at += 1;
    return { width: 1, repeatable: true };
  }

  /** One member of a class; undefined if it stands for several characters. */
  private member(): string | undefined {
    const posix = POSIX.exec(this.rest());
    if (posix) {
      this.at += posix[0].length;
      return undefined;
    }
    if (/^\[[:.=].*?[:.=]\]/.test(this.rest())) this.refuse("a POSIX class in brackets is not known");
    if (this.take("\\")) {
      const from = this.at;
      this.escape(true);
      const escaped = this.text.slice(from, this.at);
      return /^[^A-Za-z0-9]$/.test(escaped) ? escaped : undefined;
    }
    const [character = ""] = this.rest();
    this.at += character.length;
    return character;
  }

  /** What follows a backslash. @param inClass There no references are, and `\b` is a backspace. */
  private escape(inClass = false): { readonly width: Width; readonly repeatable: boolean } {
    const rest = this.rest();
    const [letter = ""] = rest;
    if (letter === "") this.refuse("it ends in a backslash");
    const quoted = letter === "Q" ? /^Q[^]*?(?:\\E|$)/.exec(rest)?.[0] : undefined;
    if (quoted !== undefined) {
      this.at += quoted.length;
      return { width: quoted.replace(/^Q|\\E$/g, "").length, repeatable: true };
    }
    if (!inClass && this.reference(rest)) return { width: undefined, repeatable: true };
    if (/[A-Za-z]/.test(letter) && !LETTERS.test(letter)) this.refuse(`'\\${letter}' means nothing`);
    if (letter === "c" && rest.length < 2) this.refuse("'\\c' is at its end");
    const long = /^(?:[xo]\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{1,2}|[pP]\{\^?[A-Za-z_&]+\}|[pP][A-Z]|c.|[0-7]{1,3}|\d)/.exec(
      rest,
    );
    if (!long && /^[opP]/.test(letter)) this.refuse(`'\\${letter}' is not followed by what it needs`);
    this.at += long ? long[0].length : letter.length;
    if (letter === "X" || letter === "R") return { width: undefined, repeatable: true };
    return ASSERTIONS.includes(letter) ? { width: 0, repeatable: false } : { width: 1, repeatable: true };
  }

  /** Takes a reference to a group. One that has more digits, or an 8 or 9, may be a character instead. */
  private reference(rest: string): boolean {
    const found =
      /^(?:k(?:\{(\w+)\}|<(\w+)>|'(\w+)')|g\{?([+-]?\w+)\}?)/.exec(rest) ?? /^()()()()([1-7])(?!\d)/.exec(rest);
    if (!found) return false;
    this.at += found[0].length;
    const target = found.slice(1).find((part) => part) ?? "";
    if (!/^[+-]?\d+$/.test(target)) this.references.push(target);
    else {
      const group = target.startsWith("-") ? this.groups + 1 + Number(target) : Number(target);
      if (group < 1) this.refuse(`it refers to the group '${target}', which is not there`);
      this.references.push(group);
    }
    return true;
  }

  private rest(): string {
    return this.text.slice(this.at);
  }
  private is(character: string): boolean {
    return this.text[this.at] === character;
  }
  private take(character: string): boolean {
    if (!this.is(character)) return false;
    this.at += 1;
    return true;
  }
  private refuse(reason: string): never {
    throw new Refused(reason);
  }
}

const NOTHING_TO_REPEAT = "a quantifier has nothing to repeat";
