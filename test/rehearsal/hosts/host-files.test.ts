import { HostFiles } from "../../../src/rehearsal/hosts/host-files";

test("what is stored comes back whole: bytes, modes, empty folders", () => {
  const files = new HostFiles();
  files.makeFolder("/etc/kubernetes/pki", 0o700);
  files.write("/etc/kubernetes/pki/ca.key", Buffer.from([0, 255, 10]), 0o600);
  files.write("notes", "of root");
  files.changeMode("/tmp", 0o1777);

  const again = HostFiles.restore(JSON.parse(JSON.stringify(files.stored())));

  expect(again.stored()).toEqual(files.stored());
  expect(again.get("/etc/kubernetes/pki/ca.key")).toEqual({ content: Buffer.from([0, 255, 10]), mode: 0o600 });
  expect(again.modeOf("/etc/kubernetes/pki")).toBe(0o700);
  expect(again.isFolder("/etc/kubernetes")).toBe(true);
  expect(again.modeOf("/tmp")).toBe(0o1777);
  expect(again.get("/root/notes")?.content.toString()).toBe("of root");
});

test("a host of which nothing was kept has the folders of any", () => {
  expect(HostFiles.restore(undefined).stored()).toEqual({});
  expect(HostFiles.restore(undefined).isFolder("/var/lib")).toBe(true);
});

test("a folder goes with what is in it, and nothing beside it", () => {
  const files = new HostFiles();
  files.makeFolder("/opt/a/b");
  files.write("/opt/a/b/c", "1");
  files.write("/opt/ab", "2");

  expect(files.remove("/opt/a")).toBe(true);

  expect(files.below("/opt")).toEqual(["/opt/ab"]);
  expect(files.remove("/opt/a")).toBe(false);
});
