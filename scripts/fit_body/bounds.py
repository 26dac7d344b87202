"""Between which published values each line may be tuned: gait2392 (Delp 1990) and Rajagopal 2016, pennation as in muscles.csv.

`standing` is the length of the fibre over the optimal one in standing with an unstretched tendon."""
from dataclasses import dataclass

# Of the tendon at maximal force. Achilles: 5 to 10 % measured in vivo (Maganaris & Paul 2002; Lichtwark & Wilson 2005).
STRAIN = {"SOL": 0.06, "GAS": 0.06, "others": 0.045}


@dataclass
class Bound:
    force_n: tuple
    fibre_m: tuple
    standing: float
    standing_range: tuple
    passive: tuple = (0.1, 1.5)
    usual_passive: float = 0.7


LINES = {
    "GMAX": Bound((1944, 2600), (0.125, 0.175), 0.60, (0.50, 0.95)),
    "HAB_1": Bound((1600, 2250), (0.050, 0.085), 1.00, (0.85, 1.25)),
    "HAB_2": Bound((1500, 2150), (0.050, 0.085), 0.95, (0.80, 1.25)),
    "HAD": Bound((2000, 2700), (0.070, 0.140), 0.85, (0.60, 1.10)),
    "HFL_1": Bound((2186, 2700), (0.095, 0.125), 1.03, (0.80, 1.20)),
    "HFL_2": Bound((389, 660), (0.200, 0.350), 1.05, (0.90, 1.15)),  # force: sartorius and tensor fasciae latae
    "HAM": Bound((2200, 2900), (0.085, 0.120), 0.85, (0.70, 1.05)),
    "BFSH": Bound((550, 804), (0.105, 0.160), 0.90, (0.75, 1.20)),
    "RF": Bound((1100, 2200), (0.075, 0.115), 0.90, (0.80, 1.20)),
    "VAS": Bound((4530, 6200), (0.084, 0.105), 0.60, (0.50, 0.95)),
    "GAS": Bound((1550, 2300), (0.050, 0.064), 1.02, (0.85, 1.18), (0.1, 2.5)),
    "SOL": Bound((2800, 3600), (0.042, 0.052), 0.85, (0.70, 1.10)),
    "TA": Bound((800, 1230), (0.068, 0.100), 0.85, (0.70, 1.10)),
    "TP": Bound((1400, 1750), (0.030, 0.040), 1.05, (0.80, 1.20)),
    "FDL": Bound((1300, 2150), (0.034, 0.055), 0.95, (0.80, 1.20)),
    "PER": Bound((1378, 1640), (0.046, 0.054), 1.02, (0.80, 1.20)),
    "EDL": Bound((600, 900), (0.069, 0.105), 0.95, (0.80, 1.15)),
}
