/**
 * What is secret somewhere in a plan, and must not be seen anywhere else in it: what Terraform and the providers' schemas
 * mark, what its name tells, and what gives itself away within a text. All of it is gathered before anything is sealed.
 */
import { isNamedSecret, isReference, isWords, KnownSecrets, nameKind, type Scan, scanText } from "../../secret-scan";
import { namedEntries } from "./children";
import { parseDocument } from "./documents";
import { below, type Marks } from "./marks";

/** What was found by its name or form is looked for elsewhere if it is at least so long, and no word. */
const MIN_FOUND = 6;

export class PlanSecrets {
  public readonly known = new KnownSecrets();
  private readonly documents = new Map<string, object | null>();
  private readonly scans = new Map<string, Scan>();
  private readonly collected = new Set<string>();
  private readonly keys = new Map<string, string>();
  /** How many keys are hidden. */
  private hidden = 0;

  /** The document that a text is, taken apart once. */
  public document(text: string): object | undefined {
    let document = this.documents.get(text);
    if (document === undefined) {
      document = parseDocument(text) ?? null;
      this.documents.set(text, document);
    }
    return document ?? undefined;
  }

  /** What a text holds; texts repeat, between before and after and from resource to resource. */
  public scan(text: string): Scan {
    const known = this.scans.get(text);
    if (known) return known;
    const scan = scanText(text, "hide");
    this.scans.set(text, scan);
    return scan;
  }

  /** Whether a text is a secret, or holds one. */
  public isSecret(text: string, name: string): boolean {
    if (this.known.has(text) || isNamedSecret(name, text, "hide")) return true;
    const scan = this.scan(text);
    return scan.spans.length > 0 || this.known.isEncodedIn(scan);
  }

  /** How a key of a map is shown: itself, unless it is a secret. Equal ones are shown alike. */
  public displayKey(key: string): string {
    if (key.length < MIN_FOUND) return key;
    let display = this.keys.get(key);
    if (display === undefined) {
      display = this.isSecretKey(key) ? this.nextHidden() : key;
      this.keys.set(key, display);
    }
    return display;
  }

  private nextHidden(): string {
    this.hidden += 1;
    return this.hidden === 1 ? "(sensitive)" : `(sensitive ${this.hidden})`;
  }

  private isSecretKey(key: string): boolean {
    if (this.known.isWhole(key) && !isWords(key)) return true;
    return this.isSecretText(key);
  }

  private isSecretText(text: string): boolean {
    const scan = this.scan(text);
    return scan.spans.length > 0 || this.known.isWithin(text) || this.known.isEncodedIn(scan);
  }

  /** Everything that is secret in a value. */
  public collect(value: unknown, marks: Marks, name = ""): void {
    if (marks === true) return this.collectMarked(value, name, true);
    if (typeof value === "string") return this.collectText(value, name);
    if (typeof value === "number") {
      if (isNamedSecret(name, value, "hide")) this.known.add(value);
    } else if (Array.isArray(value)) {
      for (const [index, entry] of value.entries()) this.collect(entry, below(marks, index), name);
    } else if (typeof value === "object" && value !== null) {
      for (const { key, called, entry, secret } of namedEntries(value, name)) {
        this.collect(entry, secret ? true : below(marks, key), called);
        if (key.length >= MIN_FOUND) this.collectFrom(key);
      }
    }
  }

  /** What a text that is no value gives away: a message, a key in an address, an id. */
  public collectFrom(text: string): void {
    for (const { secrets } of this.scan(text).spans) secrets.forEach(this.addFound);
  }

  private collectText(text: string, name: string): void {
    // What a text says by itself it says everywhere.
    if (nameKind(name) === undefined) {
      if (this.collected.has(text)) return;
      this.collected.add(text);
    }
    const document = this.document(text);
    if (document) return this.collect(document, undefined, name);
    if (isNamedSecret(name, text, "hide")) this.addFound(text);
    this.collectFrom(text);
  }

  /** @param direct whether it is marked itself, and not only the object that holds it: a host, a port, a user */
  private collectMarked(value: unknown, name: string, direct: boolean): void {
    if (typeof value === "string") {
      if (direct || (value.length >= MIN_FOUND && !isPublic(value))) this.known.add(value);
      this.collectParts(value);
    } else if (typeof value === "number") {
      if (direct || isNamedSecret(name, value, "hide")) this.known.add(value);
    } else if (Array.isArray(value)) {
      for (const entry of value) this.collectMarked(entry, name, direct);
    } else if (typeof value === "object" && value !== null) {
      for (const { called, entry } of namedEntries(value, name)) this.collectMarked(entry, called, false);
    }
  }

  /** Of a secret that is a document or a connection string, what is secret in it by itself. */
  private collectParts(text: string): void {
    const document = this.document(text);
    if (document) this.collectMarked(document, "", false);
    else this.collectFrom(text);
  }

  private readonly addFound = (secret: string): void => {
    if (secret.length >= MIN_FOUND && !isWords(secret)) this.known.add(secret);
  };
}

/** What an object that is secret as a whole holds beside its secret: names of hosts, of resources, of places. */
function isPublic(text: string): boolean {
  return isReference(text) || /^(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?$/.test(text);
}
