"""Eight schools, and their equations."""

from pathlib import Path

from thuiszitters.logit.estimation import Estimation

HERE = Path(__file__).parent
#: The equations are solved to 1e-10 on columns of one size.
SOLVED = 1e-7
GEE = Estimation(covariance="GEE")
