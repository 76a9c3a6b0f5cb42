/** Ranges of a file, as a storage account's firewall takes them. */
import { storageFirewallRanges } from "../../../../src/constructs/kit/azure/firewall-ranges";

test.each([
  [["203.0.113.0/24"], ["203.0.113.0/24"]],
  [["203.0.113.7/32"], ["203.0.113.7"]],
  [["203.0.113.254/31"], ["203.0.113.254", "203.0.113.255"]],
  [
    ["203.0.113.4/30", "198.51.100.1/32"],
    ["203.0.113.4/30", "198.51.100.1"],
  ],
])("%j", (ranges, expected) => {
  expect(storageFirewallRanges(ranges)).toEqual(expected);
});

test("none are none", () => {
  expect(storageFirewallRanges()).toEqual([]);
});
