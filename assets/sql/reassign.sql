-- Hands over to the owner what a login role owns in this database all the same: it said SET ROLE NONE, or made it before there
-- was an owner role. Needs names.sql.
SELECT format('REASSIGN OWNED BY %I TO %I', rolname, :'owner')
FROM :logins AS logins
WHERE EXISTS (
  SELECT FROM pg_shdepend
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND refclassid = 'pg_authid'::regclass AND refobjid = logins.oid
    AND deptype = 'o' AND classid <> 'pg_default_acl'::regclass)
ORDER BY revision
\gexec
