"""Edition → Tree: what each product is made of, in memory, pure.

Lives here: one package or module per product (`pages`: the site an engine builds; `portal`: the site's front door;
`legal`: the pages the law asks for; `notebooks`: the exercises' files to take away), their templates, and in `common` the few things they share.
May not live here: choosing content (see `editions`), writing files, starting programs. Products do not import
each other, save `pages`, which puts the texts of `legal` among its own.
"""
