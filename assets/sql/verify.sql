-- What of the service :"service" is not as it should be, after all was made: a line for each. Run in its database. Changes
-- nothing.
\ir names.sql
\ir check.sql

SELECT format('the role %I is missing', name)
FROM (VALUES (:'owner'), (:'login')) AS wanted (name)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name);

SELECT format('the role %I may not %s in the database %I', rolname, lower(what), current_database())
FROM pg_roles, (VALUES ('CONNECT'), ('CREATE'), ('TEMPORARY')) AS wanted (what)
WHERE rolname = :'login' AND NOT has_database_privilege(rolname, current_database(), what);

SELECT format('the role %I may not %s the schema public', rolname, CASE what WHEN 'USAGE' THEN 'use' ELSE 'create in' END)
FROM pg_roles, pg_namespace, (VALUES ('USAGE'), ('CREATE')) AS wanted (what)
WHERE rolname = :'login' AND nspname = 'public' AND NOT has_schema_privilege(rolname, nspname::text, what);

SELECT format('the role %I is %s', rolname, what)
FROM pg_roles, LATERAL (VALUES (rolcreaterole, 'allowed to make roles'), (rolcreatedb, 'allowed to make databases')) AS much (holds, what)
WHERE much.holds AND rolname IN (:'owner', :'login');

SELECT format('everybody may %s the database %I', lower(privilege_type), datname)
FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
WHERE datname = :'service' AND grantee = 0;
