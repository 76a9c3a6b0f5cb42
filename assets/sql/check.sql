-- Why the service :"service" is not touched: a line for each reason, nothing where there is none. Changes nothing.
\ir names.sql

SELECT format('its password has the revision %s already: passwordRevision is never lowered (to %s). The next one is %s',
  max(revision), :revision, max(revision) + 1)
FROM :logins AS logins
HAVING max(revision) > :revision;

SELECT format('the database %I belongs to %I, not to %I: somebody else made it. Give it to %3$I (ALTER DATABASE %1$I OWNER TO %3$I), or call the service otherwise',
  datname, pg_get_userbyid(datdba), current_user)
FROM pg_database
WHERE datname = :'service' AND pg_get_userbyid(datdba) <> current_user;

SELECT format('the database %I is a template or takes no connections: somebody else made it', datname)
FROM pg_database
WHERE datname = :'service' AND (datistemplate OR NOT datallowconn);

-- CREATEDB and CREATEROLE of the roles themselves are taken back; whatever else is too much, a person gave, and a person
-- takes it back.
SELECT DISTINCT format('the role %s %s%s. Take that away, or call the service otherwise', role,
  CASE WHEN role = quote_ident(rolname) THEN 'is ' ELSE format('is a member of %I, which is ', rolname) END, what)
FROM :reach AS reach
CROSS JOIN LATERAL (VALUES
  (rolsuper, 'a superuser'),
  (rolbypassrls, 'past every row-level security (BYPASSRLS)'),
  (rolreplication, 'allowed to copy the whole server (REPLICATION)'),
  (rolcreaterole AND role <> quote_ident(rolname), 'allowed to make roles (CREATEROLE)'),
  (rolcreatedb AND role <> quote_ident(rolname), 'allowed to make databases (CREATEDB)'),
  (rolname = current_user, 'the administrator')
) AS much (holds, what)
WHERE much.holds
ORDER BY 1;

-- Roles that come with PostgreSQL or with the platform of the server reach beyond one database; every one of them.
SELECT DISTINCT format('the role %s is a member of %I. Take that away (REVOKE %2$I FROM %1$s), or call the service otherwise',
  role, rolname)
FROM :reach AS reach
WHERE role <> quote_ident(rolname) AND (rolname LIKE 'pg\_%' OR rolname ~ :'platform')
ORDER BY 1;

-- Nor the roles of another service.
SELECT DISTINCT format('the role %s is a member of %I, a role of the service %I. Take that away (REVOKE %2$I FROM %1$s)',
  role, rolname, datname)
FROM :reach AS reach
JOIN pg_database ON datname <> :'service' AND pg_get_userbyid(datdba) = current_user
  AND (rolname = datname OR rolname = datname || '_owner' OR rolname = datname || '_token'
    OR (left(rolname, length(datname) + 1) = datname || '_' AND substr(rolname, length(datname) + 2) ~ '^[0-9]+$'))
WHERE rolname <> :'owner' AND reach.oid NOT IN (SELECT oid FROM :logins AS own)
ORDER BY 1;

SELECT format('the role %I can log in: somebody else made it. It is to own what the service makes, and nothing else: ALTER ROLE %1$I NOLOGIN, or call the service otherwise', rolname)
FROM pg_roles
WHERE rolname = :'owner' AND rolcanlogin;

-- From PostgreSQL 16 on, CREATEROLE alone says nothing over roles that others made, or that this one made before an upgrade
-- from 15 without being told to administer them.
\if :v16
SELECT format('%I may not administer the role %I, which somebody else made. Let it, as one who may: GRANT %2$I TO %1$I WITH ADMIN OPTION; or call the service otherwise',
  current_user, rolname)
FROM pg_roles
WHERE (rolname = :'owner' OR oid IN (SELECT oid FROM :logins AS logins))
  AND NOT pg_has_role(current_user, oid, 'MEMBER WITH ADMIN OPTION')
ORDER BY rolname;
\endif
