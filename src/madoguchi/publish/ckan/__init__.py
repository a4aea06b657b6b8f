"""What clients of CKAN ask, answered as CKAN answers: the read calls of its Action API over our catalogue.

`errors` names what goes wrong in CKAN's words, `packages` writes our entries as packages, `finding` understands
`package_search`, `datastore` reads rows, `calls` lists every call. Nothing here writes.
"""
