-- What the login roles of a service and its owner role :"owner" are to each other, and to the administrator. Needs names.sql.
SELECT format('ALTER ROLE %I NOCREATEDB NOCREATEROLE', rolname)
FROM pg_roles
WHERE (rolname = :'owner' OR oid IN (SELECT oid FROM :logins AS logins)) AND (rolcreatedb OR rolcreaterole)
ORDER BY rolname
\gexec

-- The administrator is a member of all of them: to make others members, to hand over what a login role owns, and to end its
-- sessions. With ADMIN also on 15, where CREATEROLE would do: an upgrade to 16 keeps what was granted, and gives nothing more.
\if :v16
SELECT format('GRANT %I TO %I WITH INHERIT TRUE, SET TRUE', rolname, current_user)
FROM pg_roles
WHERE (rolname = :'owner' OR oid IN (SELECT oid FROM :logins AS logins))
  AND NOT (pg_has_role(current_user, oid, 'USAGE') AND pg_has_role(current_user, oid, 'SET'))
ORDER BY rolname
\gexec
SELECT format('GRANT %I TO %I WITH INHERIT TRUE, SET TRUE', :'owner', rolname)
FROM :logins AS logins JOIN pg_roles USING (oid, rolname)
WHERE rolcanlogin AND NOT (pg_has_role(oid, :'owner', 'USAGE') AND pg_has_role(oid, :'owner', 'SET'))
ORDER BY revision
\gexec
\else
SELECT format('GRANT %I TO %I WITH ADMIN OPTION', rolname, current_user)
FROM pg_roles
WHERE (rolname = :'owner' OR oid IN (SELECT oid FROM :logins AS logins))
  AND NOT pg_has_role(current_user, oid, 'MEMBER WITH ADMIN OPTION')
ORDER BY rolname
\gexec
SELECT format('ALTER ROLE %I INHERIT', rolname)
FROM :logins AS logins JOIN pg_roles USING (oid, rolname)
WHERE rolcanlogin AND NOT rolinherit
\gexec
SELECT format('GRANT %I TO %I', :'owner', rolname)
FROM :logins AS logins JOIN pg_roles USING (oid, rolname)
WHERE rolcanlogin AND NOT pg_has_role(oid, :'owner', 'MEMBER')
ORDER BY revision
\gexec
\endif

-- As the owner a session has the owner's rights alone: what a login role is a member of, the owner is a member of.
SELECT DISTINCT format('GRANT %I TO %I', pg_get_userbyid(roleid), :'owner')
FROM pg_auth_members JOIN :logins AS logins ON member = logins.oid JOIN pg_roles ON pg_roles.oid = member
WHERE rolcanlogin AND pg_get_userbyid(roleid) <> :'owner' AND NOT pg_has_role(:'owner', roleid, 'MEMBER')
\gexec
