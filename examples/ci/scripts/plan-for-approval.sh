#!/usr/bin/env bash
# Plans an environment, and writes the review that somebody approves: of exactly the plans that are saved.
# Prints `changes=yes` or `changes=no`. Ends with 4 if a gate refuses, 1 if anything but waiting is not judged.
set -Eeuo pipefail
: "${ENVIRONMENT:?the name of the environment}"

status=0
npx jangada plan "$ENVIRONMENT" --detailed-exitcode >&2 || status=$?
# 0: nothing changes, 2: something does; whatever else is an error.
case "$status" in
  0) changes=no ;;
  2) changes=yes ;;
  *) exit "$status" ;;
esac

status=0
npx jangada review --from-plans .jangada/plans "$ENVIRONMENT" --fail-on data-loss,exposure \
  --out review.md --out review.json --out review.sarif --out review.xml >&2 || status=$?
# A stack that waits for what another publishes is planned, and approved, in the next round: only what has a plan now is
# applied now. Nothing else that is not judged gets past here.
if [ "$status" = 1 ] && [ -f review.json ] && jq --exit-status \
  '.gates.refused == [] and .problems == [] and all(.environments[]; .problems == [])
   and (.gates.notJudged | length > 0) and all(.gates.notJudged[]; .because == "no-plan")' review.json >/dev/null; then
  echo "Some stacks wait for others. They are planned in the next run, after this one was applied." >&2
  status=0
fi
[ "$status" = 0 ] || exit "$status"
echo "changes=$changes"
