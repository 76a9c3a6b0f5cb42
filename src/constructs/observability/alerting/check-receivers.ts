/** Whether who is told can be told. Paths are within `alerting`. */
import type { SectionProblem } from "../../../model/component";
import { NOTICES } from "./receivers-section";
import { NOBODY } from "./route-tree";
import type { AlertingSection } from "./section";

export function checkReceivers(alerting: AlertingSection): readonly SectionProblem[] {
  const { receivers, smtp } = alerting;
  return [
    ...receivers.flatMap((_, index) => checkReceiver(alerting, index)),
    ...checkSmtp(smtp),
    ...checkNobody(alerting),
    ...checkWatchdog(alerting),
  ];
}

function checkReceiver({ receivers, smtp }: AlertingSection, index: number): readonly SectionProblem[] {
  const receiver = receivers[index];
  if (!receiver) return [];
  const { name, email } = receiver;
  const path = ["receivers", index];
  const problems: SectionProblem[] = [];
  if (receivers.findIndex((other) => other.name === name) !== index) {
    problems.push({
      path: [...path, "name"],
      code: "ALERTING_RECEIVER_TWICE",
      message: `There are two receivers called '${name}'.`,
      remedy: "Give one of them another name, or write both's notifications under one.",
    });
  }
  if (name === NOBODY) {
    problems.push({
      path: [...path, "name"],
      code: "ALERTING_RECEIVER_RESERVED",
      message: `The name '${NOBODY}' is that of the receiver that tells nobody.`,
      remedy: "Call it otherwise.",
    });
  }
  if (NOTICES.every((kind) => receiver[kind].length === 0)) {
    problems.push({
      path,
      code: "ALERTING_RECEIVER_EMPTY",
      message: `The receiver '${name}' tells nobody: alerts that go to it are lost.`,
      remedy: `Give it at least one of: ${NOTICES.join(", ")}.`,
    });
  }
  if (email.length > 0 && !smtp) {
    problems.push({
      path: [...path, "email"],
      code: "ALERTING_SMTP_MISSING",
      message: `The receiver '${name}' is written to, but there is no mail server.`,
      remedy: "Give 'alerting.smtp'.",
    });
  }
  return problems;
}

function checkSmtp(smtp: AlertingSection["smtp"]): readonly SectionProblem[] {
  if (!smtp || (smtp.username === undefined) === (smtp.password === undefined)) return [];
  return [
    {
      path: ["smtp"],
      code: "ALERTING_SMTP_LOGIN",
      message: "A login has a 'username' and a 'password'; one of them alone is none.",
      remedy: "Give both, the password by reference, or neither.",
    },
  ];
}

/** A route to nobody: all would look well, and no alert would reach anybody. */
function checkNobody({ receivers, route }: AlertingSection): readonly SectionProblem[] {
  if (route) return [];
  if (receivers.length > 1) {
    return [
      {
        path: ["receivers"],
        code: "ALERTING_NOBODY",
        message: "There are several receivers and no route: no alert would reach any of them.",
        remedy: "Give 'alerting.route', with a 'receiver' for what matches no other route.",
      },
    ];
  }
  if (receivers.length === 1) return [];
  return [
    {
      path: [],
      code: "ALERTING_NOBODY",
      severity: "warning",
      message: "There is no receiver: alerts are shown, and nobody is told.",
      remedy: "Give 'observability.alerting.receivers'.",
    },
  ];
}

/** The end of the watchdog is told when alerting has died: a call, to who waits for calls. */
function checkWatchdog({ watchdog, receivers }: AlertingSection): readonly SectionProblem[] {
  const index = receivers.findIndex(({ name }) => name === watchdog?.to);
  const receiver = receivers[index];
  if (!watchdog || !receiver) return [];
  return NOTICES.flatMap((kind) =>
    receiver[kind].flatMap(({ sendResolved }, at): readonly SectionProblem[] =>
      sendResolved
        ? [
            {
              path: ["receivers", index, kind, at, "sendResolved"],
              code: "ALERTING_WATCHDOG_RESOLVED",
              message: `The receiver '${receiver.name}' of the watchdog would also be called when the watchdog ends.`,
              remedy: "Write 'sendResolved: false', in a receiver of its own.",
            },
          ]
        : [],
    ),
  );
}
