import { HostFiles } from "../../../src/rehearsal/hosts/host-files";
import { ScpSink } from "../../../src/rehearsal/hosts/scp-sink";

function sinkTo(target: string, folders: readonly string[] = ["/opt/jangada"]) {
  const files = new HostFiles();
  for (const folder of folders) files.makeFolder(folder);
  const answers: string[] = [];
  const sink = new ScpSink(files, target, (bytes) => answers.push(bytes.toString("latin1")));
  return { files, answers, sink };
}

const content = (files: HostFiles, path: string): string | undefined => files.get(path)?.content.toString();

test("a file goes into the folder by its name, however its bytes arrive", () => {
  const { files, answers, sink } = sinkTo("/opt/jangada");
  sink.open();

  for (const byte of Buffer.from("C0600 7 a b.sh\nline 1\n\0")) sink.receive(Buffer.from([byte]));

  expect(content(files, "/opt/jangada/a b.sh")).toBe("line 1\n");
  expect(files.modeOf("/opt/jangada/a b.sh")).toBe(0o600);
  expect(answers).toEqual(["\0", "\0", "\0"]);
});

test("a target that is no folder is the file's own name, and a file that is there keeps its mode", () => {
  const { files, sink } = sinkTo("/opt/jangada/run.sh");
  files.write("/opt/jangada/run.sh", "before", 0o700);
  sink.open();

  sink.receive(Buffer.from("C0644 5 whatever\nafter\0"));

  expect(content(files, "/opt/jangada/run.sh")).toBe("after");
  expect(files.modeOf("/opt/jangada/run.sh")).toBe(0o700);
});

test("trees keep their folders; several things come one after another", () => {
  const { files, sink } = sinkTo("/opt/jangada");
  sink.open();

  sink.receive(Buffer.from("T1 0 1 0\nD0750 0 stages\nC0644 1 a\n1\0D0700 0 lib\nC0644 1 b\n2\0E\nE\nC0644 0 c\n\0"));

  expect(files.below("/opt/jangada")).toEqual([
    "/opt/jangada/c",
    "/opt/jangada/stages",
    "/opt/jangada/stages/a",
    "/opt/jangada/stages/lib",
    "/opt/jangada/stages/lib/b",
  ]);
  expect(files.modeOf("/opt/jangada/stages")).toBe(0o750);
});

test("where there is no folder, nothing is taken", () => {
  const { answers, sink } = sinkTo("/not/there/at/all");

  expect(sink.open()).toBe(false);
  expect(answers).toEqual(["\x01scp: /not/there/at/all: No such file or directory\n"]);
});

test.each(["X0644 1 a\n", "C0644 1 ../../etc/passwd\n", "C9999 1 a\n"])("%j is refused", (line) => {
  const { answers, files, sink } = sinkTo("/opt/jangada");
  sink.open();

  sink.receive(Buffer.from(line));

  expect(answers.at(-1)).toMatch(/^\x01scp: unexpected /);
  expect(files.below("/opt/jangada")).toEqual([]);
});
