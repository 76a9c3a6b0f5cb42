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

\ir reassign.sql
