"""Many meetings: which there are (`meetings`), how one is drafted (`work`), by whom (`crew`).

The workers are Dask's: processes on this computer, or a cluster that an office runs. What makes a
meeting safe to run anywhere is not here but in its work folder: every stage's result is stored,
so that a meeting which is taken up again, by whatever worker, goes on where it stopped.
"""
