/** What the real provider (5.100) reads without asking a cloud: written down by running it, not to be changed by hand. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Aws } from "./support";

interface Judged {
  readonly type: string;
  readonly region: string;
  readonly config: Readonly<Record<string, string>>;
  readonly read: Readonly<Record<string, string>>;
}

const FILE = path.join(__dirname, "..", "..", "fixtures", "aws", "offline-data.json");
const judged = JSON.parse(fs.readFileSync(FILE, "utf8")) as readonly Judged[];

test.each(judged.map((each) => [each.type, JSON.stringify(each.config), each.region, each] as const))(
  "%s reads %s in %s as the provider does",
  async (type, _config, region, { config, read }) => {
    const aws = await Aws.open({ region });

    expect(await aws.data(type, config)).toMatchObject(read);
  },
);
