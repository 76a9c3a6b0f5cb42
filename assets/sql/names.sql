-- What the other files speak of, for the service :"service" and the revision :revision of its password. Changes nothing.
--   :logins   a subquery: the login roles of the service that there are, `orders`, `orders_2`, `orders_3`, by revision; and, as revision 0,
--             `orders_token`, which logs in by tokens: only one that has the label of such a role, or is to get it
--   :reach    a subquery: every role whose rights a role of the service has, or can take, by whatever chain of memberships
--   :v16      whether memberships are given with INHERIT and SET (PostgreSQL 16 and later)
--   :tokens   whether :"login" is the one that logs in by tokens
SELECT format(
  '(SELECT oid, rolname, revision
    FROM pg_roles
    CROSS JOIN LATERAL (SELECT CASE
        WHEN rolname = %1$L THEN 1
        WHEN left(rolname, length(%1$L) + 1) = %1$L || ''_'' AND substr(rolname, length(%1$L) + 2) ~ ''^([2-9]|[1-9][0-9]+)$''
          THEN substr(rolname, length(%1$L) + 2)::numeric
        WHEN rolname = %1$L || ''_token'' AND (rolname = %2$L OR EXISTS (
            SELECT FROM pg_shseclabel WHERE classoid = ''pg_authid''::regclass AND objoid = oid AND provider = %3$L))
          THEN 0
      END AS revision) AS numbered
    WHERE revision IS NOT NULL)',
  :'service', :'login', :'provider') AS logins,
  current_setting('server_version_num')::int >= 160000 AS v16,
  :'login' = :'service' || '_token' AS tokens
\gset

SELECT format(
  '(WITH RECURSIVE reached AS (
      SELECT oid AS role, oid AS reached FROM pg_roles WHERE rolname = %L OR oid IN (SELECT oid FROM %s AS logins)
      UNION
      SELECT role, roleid FROM reached JOIN pg_auth_members ON member = reached)
    SELECT role::regrole::text AS role, pg_roles.*
    FROM reached JOIN pg_roles ON pg_roles.oid = reached.reached)',
  :'owner', :'logins') AS reach
\gset
