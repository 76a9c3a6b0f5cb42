/**
 * Hosts among what is to be put back: no plan sees what differs there. The hosts are asked, and the resources whose provisioners ran the stages that
 * differ are made anew.
 */
import type { Environment } from "../../environment/environment";
import { nearest } from "../../environment/nearest";
import { JangadaError, type Problem } from "../../errors";
import type { Machine, PutBack } from "../../model/machine";
import { addressOfHost, hostOfAddress, isBare, putBacksOf, type StagePutBack } from "./host-remedies";
import { type CheckedHost, hostProblems, isJudged, letBe, lookAt, type LookOptions, machinesOf } from "./hosts";
import type { IgnoreEntries } from "./ignore";

export interface NamedForFix {
  /** Terraform addresses; of a host those that are made anew for it. */
  readonly addresses: readonly string[];
  /** Those of them that the plan is told to make anew: by itself it would see nothing. */
  readonly replaced: readonly string[];
  /** Those of them that change because others are made anew. */
  readonly along: readonly string[];
}

/** @throws JangadaError NO_SUCH_HOST, HOST_NOT_JUDGED, FIX_NOTHING, FIX_IMPOSSIBLE */
export async function resolveHosts(
  environment: Environment | undefined,
  named: readonly string[],
  entries: IgnoreEntries | undefined,
  options: LookOptions,
): Promise<NamedForFix> {
  const machines = environment ? machinesOf(environment.facts, options.project) : [];
  const wanted = named.flatMap((address) => wantedOf(address, machines));
  const others = named.filter((address) => !wanted.some((one) => one.address === address));
  refuse(others.flatMap((address) => noSuchHost(address, machines)));
  if (!environment || wanted.length === 0) return { addresses: others, replaced: [], along: [] };

  const asked = [...new Set(wanted.map(({ machine }) => machine))];
  const checked = (await lookAt(asked, options)).map((one): CheckedHost =>
    letBe({ environment: environment.facts.name, ignored: [], ...one }, entries),
  );
  const found = wanted.map((one) => ({ ...one, host: checked[asked.indexOf(one.machine)] as CheckedHost }));
  refuse(hostProblems(unknownOf(found)));
  const putBacks = found.flatMap(putBacksFor);
  refuse([
    ...found.filter((one) => putBacksFor(one).length === 0).map(nothingDiffers),
    ...putBacks.flatMap(({ host, stage, putBack }) => ("reason" in putBack ? [impossible(host, stage, putBack)] : [])),
  ]);
  const made = putBacks.flatMap(({ putBack }) => ("addresses" in putBack ? [putBack] : []));
  const replaced = unique(made.flatMap(({ addresses }) => addresses));
  const along = unique(made.flatMap((putBack) => putBack.along ?? [])).filter((address) => !replaced.includes(address));
  return { addresses: unique([...others, ...replaced, ...along]), replaced, along };
}

interface Wanted {
  /** As it was named. */
  readonly address: string;
  readonly machine: Machine;
  /** Of a resource: the stage that it runs. Undefined of the whole host. */
  readonly stage?: string;
}

interface Found extends Wanted {
  readonly host: CheckedHost;
}

function wantedOf(address: string, machines: readonly Machine[]): readonly Wanted[] {
  const name = hostOfAddress(address);
  return machines.flatMap((machine): readonly Wanted[] => {
    if (name !== undefined) return machine.name === name ? [{ address, machine }] : [];
    const check = machine.checks.find(({ putBack }) => addressesOf(putBack?.([])).includes(address));
    return check ? [{ address, machine, stage: check.stage }] : [];
  });
}

const addressesOf = (putBack: PutBack | undefined): readonly string[] =>
  putBack && "addresses" in putBack ? putBack.addresses : [];

function putBacksFor({ host, machine, stage, address }: Found): readonly (StagePutBack & { readonly host: string })[] {
  const { name, stages } = host;
  if (isBare(host) && stage === undefined && machine.uploadedBy !== undefined) {
    return [{ host: name, stage: "files", putBack: { addresses: [machine.uploadedBy] } }];
  }
  // A resource may run what several stages look at.
  return putBacksOf(stages, machine)
    .filter(({ putBack }) => stage === undefined || addressesOf(putBack).includes(address))
    .map((one) => ({ host: name, ...one }));
}

/** Those of which nothing is known that could be put back. */
const unknownOf = (found: readonly Found[]): readonly CheckedHost[] => [
  ...new Set(found.filter((one) => !isJudged(one.host) && putBacksFor(one).length === 0).map(({ host }) => host)),
];

function noSuchHost(address: string, machines: readonly Machine[]): readonly Problem[] {
  const name = hostOfAddress(address);
  if (name === undefined) return [];
  const names = machines.map((machine) => machine.name);
  const meant = nearest(name, names);
  const known = names.length > 0 ? `The hosts are ${names.join(", ")}.` : "It has none.";
  return [
    {
      code: "NO_SUCH_HOST",
      message: `The environment has no host '${name}'.`,
      remedy: meant ? `Did you mean '${addressOfHost(meant)}'?` : known,
    },
  ];
}

const nothingDiffers = ({ address, host, stage }: Found): Problem => ({
  code: "FIX_NOTHING",
  message:
    stage === undefined
      ? `The host ${host.name} is as the last deployment left it.`
      : `Nothing of the stage ${stage} differs on the host ${host.name}.`,
  place: { address },
});

const impossible = (
  host: string,
  stage: string,
  { reason, remedy }: Extract<PutBack, { reason: string }>,
): Problem => ({
  code: "FIX_IMPOSSIBLE",
  message: `The stage ${stage} of the host ${host} cannot be put back: ${reason}`,
  place: { address: addressOfHost(host) },
  ...(remedy === undefined ? {} : { remedy }),
});

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new JangadaError(problems);
}
