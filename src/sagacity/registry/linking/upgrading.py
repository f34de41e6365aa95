"""Every start: the standards are kept; what was published before there was a platform is linked."""


def link_published() -> int:
    """Keep the contexts and models of the standards in the data-linkage platform, and put all that is
    published there if it holds nothing of it; answers how many things were put."""
    from sagacity.registry.linking import contexts, following, schemas  # only a start needs the platform

    contexts.keep_all()
    schemas.keep_all()
    return following.fill_empty()
