#!/usr/bin/env bash
# Makes a bucket where there is none, tells it what becomes of its objects, and waits until those who are to use it can log in. The same
# again changes nothing. It never takes a bucket away, nor an object.
#
# Reads   ENDPOINT        of the gateways, such as https://host
#         REGION          with which requests are signed
#         BUCKET          name of the bucket
#         DOCUMENTS_DIR   folder with versioning.xml, lifecycle.xml and, where objects are locked, lock.xml
#         ADMIN_DIR       folder with the files username and password: whoever may make buckets
#         LOGINS_DIR      folder with one folder an identity, each with the files username and password; there may be none
#         LOCKABLE        yes: the bucket is made as one that can be locked, where it cannot become one later
#         ATTEMPTS        how often each request is tried, 120 if it is not set
#         PAUSE           seconds between two times, 5 if it is not set
# Needs   curl 7.87 or later, and certificate authorities that it finds by itself (or CURL_CA_BUNDLE): the server is always verified.
set -Eeuo pipefail
export LC_ALL=C

ATTEMPTS="${ATTEMPTS:-120}"
PAUSE="${PAUSE:-5}"
NOTHING_SHA256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# A text as curl's configuration has it within quotes.
quoted() {
  local text="${1//\\/\\\\}"
  printf '%s' "${text//\"/\\\"}"
}

# Bytes that are written as hexadecimal digits, in base64.
base64_of() {
  local escaped="" at
  for ((at = 0; at < ${#1}; at += 2)); do escaped+="\\x${1:at:2}"; done
  printf '%b' "$escaped" | base64 -w 0
}

# The folder of a login, a method, a path with its query, and a file to send: then `code` and `answer`. curl is told everything on its
# standard input, by a builtin of the shell: no process has a key among its arguments.
request() {
  local folder="$1" method="$2" path="$3" file="${4:-}" digest="$NOTHING_SHA256" said
  if [[ -n "$file" ]]; then
    digest=$(sha256sum "$file")
    digest="${digest%% *}"
  fi
  said=$(
    {
      printf 'user = "%s:%s"\n' "$(quoted "$(<"$folder/username")")" "$(quoted "$(<"$folder/password")")"
      printf 'aws-sigv4 = "aws:amz:%s:s3"\nurl = "%s%s"\n' "$REGION" "$ENDPOINT" "$path"
      printf 'header = "x-amz-content-sha256: %s"\n' "$digest"
      if [[ "$method" == PUT && "$path" != *\?* && "${LOCKABLE:-}" == yes ]]; then
        printf 'header = "x-amz-bucket-object-lock-enabled: true"\n'
      fi
      if [[ "$method" == HEAD ]]; then printf 'head\n'; else printf 'request = "%s"\n' "$method"; fi
      if [[ -n "$file" ]]; then
        printf 'header = "Content-Type: application/xml"\ndata-binary = "@%s"\n' "$file"
        # Some servers take no rules without a checksum.
        printf 'header = "x-amz-checksum-sha256: %s"\n' "$(base64_of "$digest")"
      fi
    } |
      curl --disable --noproxy '*' --proto '=https' --tlsv1.2 --silent --show-error \
        --connect-timeout 10 --max-time 60 --write-out ' %{http_code}' --config - 2>&1
  ) || true
  code="${said##* }"
  answer="${said% *}"
}

# What is asked until it is answered as it should be: the codes that are right, and what it is for, then as above.
ask() {
  local right="$1" what="$2" attempt
  shift 2
  for ((attempt = 1; attempt <= ATTEMPTS; attempt += 1)); do
    [[ "$attempt" -eq 1 ]] || sleep "$PAUSE"
    request "$@"
    [[ " $right " != *" $code "* ]] || return 0
  done
  fail "$what: $code ${answer:0:600}"
}

[[ "$ENDPOINT" == https://* ]] || fail "ENDPOINT is '$ENDPOINT', which does not begin with https://"
shopt -s nullglob
logins=("$LOGINS_DIR"/*/)
for folder in "$ADMIN_DIR/" "${logins[@]}"; do
  for file in username password; do
    [[ -s "$folder$file" ]] || fail "$folder$file is missing or empty"
  done
done

ask "200 404" "whether the bucket $BUCKET is there" "$ADMIN_DIR" HEAD "/$BUCKET"
if [[ "$code" == 404 ]]; then
  # Another one may have made it meanwhile: then it is there.
  ask "200 409" "the bucket $BUCKET cannot be made" "$ADMIN_DIR" PUT "/$BUCKET"
  printf 'the bucket %s is made\n' "$BUCKET"
else
  printf 'the bucket %s is there\n' "$BUCKET"
fi
ask 200 "versions of $BUCKET" "$ADMIN_DIR" PUT "/$BUCKET?versioning=" "$DOCUMENTS_DIR/versioning.xml"
ask 200 "what becomes of the objects of $BUCKET" "$ADMIN_DIR" PUT "/$BUCKET?lifecycle=" "$DOCUMENTS_DIR/lifecycle.xml"
if [[ -s "$DOCUMENTS_DIR/lock.xml" ]]; then
  ask 200 "the lock of $BUCKET" "$ADMIN_DIR" PUT "/$BUCKET?object-lock=" "$DOCUMENTS_DIR/lock.xml"
fi

for folder in "${logins[@]}"; do
  name=$(<"${folder}username")
  ask 200 "$name does not log in" "${folder%/}" GET "/$BUCKET?list-type=2&max-keys=1"
  printf '%s logs in\n' "$name"
done
printf 'done\n'
