"""Pictures of codings, over matplotlib: each takes `ax=`, returns it and shows nothing.

    from libcode import plots

    plots.prevalence(codings)

Without `ax=` a figure is made, `width` inches wide (6.5 is the text of a page, 3.3 a column of a journal) and as high as its rows
need. With `ax=` a picture draws as many rows as that has room for. What is left out is said under the axes. Text and lines
take the colours of matplotlib's style, so a dark one stays legible. Tested by tests/python/test_plots.py.
"""

from ._cooccurrence import cooccurrence
from ._files import png, svg
from ._groups import groups
from ._keyness import keyness
from ._over_time import over_time
from ._prevalence import prevalence
from ._saturation import saturation
from ._sets import sets
from ._xray import xray

__all__ = ["cooccurrence", "groups", "keyness", "over_time", "png", "prevalence", "saturation", "sets", "svg", "xray"]
