-- The schema `public` of the service's own database, and who owns what in there. Run in that database, in one transaction.
\ir names.sql

SELECT 'REVOKE CREATE ON SCHEMA public FROM PUBLIC'
FROM pg_namespace, aclexplode(coalesce(nspacl, acldefault('n', nspowner)))
WHERE nspname = 'public' AND grantee = 0 AND privilege_type = 'CREATE'
\gexec

SELECT format('GRANT USAGE, CREATE ON SCHEMA public TO %I', :'owner')
FROM pg_namespace
WHERE nspname = 'public'
  AND (SELECT count(DISTINCT privilege_type)
       FROM aclexplode(nspacl)
       WHERE grantee = (SELECT oid FROM pg_roles WHERE rolname = :'owner')) < 2
\gexec

SELECT format('REVOKE ALL ON SCHEMA public FROM %I', rolname)
FROM pg_namespace, aclexplode(nspacl) JOIN :logins AS logins ON grantee = logins.oid
WHERE nspname = 'public'
GROUP BY rolname
\gexec

-- What a login role owns all the same (it said SET ROLE NONE, or made it before there was an owner role).
SELECT format('REASSIGN OWNED BY %I TO %I', rolname, :'owner')
FROM :logins AS logins
WHERE EXISTS (
  SELECT FROM pg_shdepend
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND refclassid = 'pg_authid'::regclass AND refobjid = logins.oid
    AND deptype = 'o' AND classid <> 'pg_default_acl'::regclass)
ORDER BY revision
\gexec
