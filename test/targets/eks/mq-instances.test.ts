import { awsRegions } from "../../../src/targets/eks/regions";
import {
  MQ_INSTANCES,
  mqInstanceProblem,
  mqInstancesFor,
  mqVersionClosed,
} from "../../../src/targets/eks/mq-instances";
import { BROKER_SIZES, RABBITMQ_VERSIONS } from "../../../src/catalog/rabbitmq";
import { mqInstanceOf } from "../../../src/constructs/rabbitmq/aws/mq-facts";

const USE = { version: "4.2", cluster: true, region: "eu-west-1" };

test.each([
  ["mq.m7g.large", USE, undefined],
  ["mq.m5.large", USE, "does not run RabbitMQ 4.2"],
  ["mq.m5.large", { ...USE, version: "3.13" }, undefined],
  ["mq.t3.micro", { ...USE, version: "3.13" }, "makes no cluster"],
  ["mq.t3.micro", { ...USE, version: "3.13", cluster: false }, undefined],
  ["mq.m7g.large", { ...USE, region: "eu-south-1" }, "is not offered in eu-south-1"],
  ["mq.m4.large", { ...USE, version: "3.13" }, "is no instance type on which Amazon MQ runs RabbitMQ"],
  ["valueOf", USE, "is no instance type on which Amazon MQ runs RabbitMQ"],
])("%s for %j", (type, use, problem) => {
  expect(mqInstanceProblem(type, use)).toBe(problem);
});

test("what a type is not offered in is a region", () => {
  for (const { missingIn } of Object.values(MQ_INSTANCES)) {
    for (const region of missingIn) expect(Object.keys(awsRegions)).toContain(region);
  }
});

test("every size is to be had in every region, of the version that is there", () => {
  for (const region of Object.keys(awsRegions)) {
    for (const size of BROKER_SIZES) {
      const versions = RABBITMQ_VERSIONS.filter((version) => mqInstanceOf(size, { version, cluster: true, region }));
      expect(versions).toContain("3.13");
      for (const version of versions) {
        expect(mqInstancesFor({ version, cluster: true, region })).toContain(
          mqInstanceOf(size, { version, cluster: true, region }),
        );
      }
    }
  }
});

test.each([
  ["3.12", "3.13", false],
  ["3.13", "3.13", false],
  ["3.13.7", "3.13", false],
  ["3.13", "4.2", true],
  ["4.2", "3.13", true],
  ["4.3", "4.2", true],
])("from %s to %s: no way %s", (from, to, closed) => {
  expect(mqVersionClosed(from, to)).toBe(closed);
});
