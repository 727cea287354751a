"""Usage: reference-intervals.py. Prints random data sets and what NumPy, SciPy, statsmodels and scikit-learn say of them.

Every reference is computed another way than the product does: DeLong and Obuchowski from the matrix of all pairs, Tango
from a numerical maximum of the likelihood, means by statsmodels, everything else by differentiating scikit-learn's
weighted metric.
"""

import json

import numpy as np
import statsmodels.api as sm
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import kurtosis, norm, skew, t
from sklearn.metrics import f1_score, jaccard_score, r2_score, roc_auc_score, root_mean_squared_error
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

CONFIDENCE = 0.95
#: Rows up to which scikit-learn is differentiated by every weight: it takes four calls a row.
MOST_DIFFERENTIATED = 300
Z = norm.ppf(1 - (1 - CONFIDENCE) / 2)


def reach(groups, rows=None) -> float:
    """Half-width in standard errors: Student's t with one less than the number of groups, or of rows; normal without either."""
    if groups is None and rows is None:
        return Z
    return t.ppf(1 - (1 - CONFIDENCE) / 2, (rows if groups is None else len(np.unique(groups))) - 1)


def symmetric(estimate: float, error: float, half: float) -> dict:
    return {"estimate": estimate, "standardError": error, "interval": [estimate - half * error, estimate + half * error]}


def of_units(values, groups):
    """Sums of the groups, or the values themselves."""
    return values if groups is None else np.bincount(np.unique(groups, return_inverse=True)[1], weights=values)


def leaning(value: float, error: float, influence, groups) -> list[float]:
    """Hall's interval of a mean (1992): his cubic of Student's statistic, inverted numerically."""
    units = of_units(influence, groups)
    n, gamma = len(units), skew(units)

    def straightened(x):
        return x + gamma * x**2 / (3 * n**0.5) + gamma**2 * x**3 / (27 * n) + gamma / (6 * n**0.5)

    critical = t.ppf(1 - (1 - CONFIDENCE) / 2, n - 1)
    ends = [brentq(lambda x, end=end: straightened(x) - end, -100, 100, xtol=1e-14) for end in (critical, -critical)]
    return [value - end * error for end in ends]


def exact(share: float, rows: float, groups) -> list[float]:
    """Clopper and Pearson's interval; of groups with fewer rows, as Student's t is wider than the normal (Korn and Graubard)."""
    counted = rows * (Z / reach(groups)) ** 2
    return list(proportion_confint(share * counted, counted, 1 - CONFIDENCE, "beta"))


def pairs(labels, scores):
    """Of every positive the share of negatives below it, of every negative the share of positives above it."""
    wins = scores[labels == 1][:, None] - scores[labels == 0][None, :]
    kernel = (wins > 0) + (wins == 0) / 2
    return kernel.mean(axis=1), kernel.mean(axis=0)


def auc_error(labels, groups, *signed) -> float:
    """Standard error of a sum of signed AUCs; `signed` are (sign, scores)."""
    found = [(sign, *pairs(labels, scores)) for sign, scores in signed]
    of_positives = sum(sign * above for sign, above, _ in found)
    of_negatives = sum(sign * below for sign, _, below in found)
    n1, n0 = len(of_positives), len(of_negatives)
    if groups is None:
        return np.sqrt(np.var(of_positives, ddof=1) / n1 + np.var(of_negatives, ddof=1) / n0)
    value = of_positives.mean()
    owners1, owners0 = groups[labels == 1], groups[labels == 0]
    everybody = np.unique(groups)
    sums1 = np.array([(of_positives[owners1 == each] - value).sum() for each in everybody])
    sums0 = np.array([(of_negatives[owners0 == each] - value).sum() for each in everybody])
    g, g1, g0 = len(everybody), len(np.unique(owners1)), len(np.unique(owners0))
    s10 = g1 / ((g1 - 1) * n1) * (sums1**2).sum()
    s01 = g0 / ((g0 - 1) * n0) * (sums0**2).sum()
    s11 = g / (g - 1) * (sums1 * sums0).sum()
    return np.sqrt(s10 / n1 + s01 / n0 + 2 * s11 / (n1 * n0))


def roc_auc(labels, candidate, baseline, groups) -> dict:
    value, other = roc_auc_score(labels, candidate), roc_auc_score(labels, baseline)
    half = reach(groups) * auc_error(labels, groups, (1, candidate)) / (value * (1 - value))
    logit = np.log(value / (1 - value))
    return {
        "candidate": value,
        "candidateInterval": [1 / (1 + np.exp(half - logit)), 1 / (1 + np.exp(-half - logit))],
        **symmetric(value - other, auc_error(labels, groups, (1, candidate), (-1, baseline)), reach(groups)),
    }


def constrained(b, c, n, margin) -> float:
    """The share of rows that only the baseline gets right, at the maximum of the likelihood under the margin."""
    low, high = max(0.0, -margin), (1 - margin) / 2

    def loss(q):
        terms = [(b, q + margin), (c, q), (n - b - c, 1 - 2 * q - margin)]
        return -sum(k * np.log(max(p, 1e-300)) for k, p in terms if k > 0)

    return minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-13}).x


def tango(b, c, n, critical) -> list[float]:
    def score(margin):
        q = constrained(b, c, n, margin)
        return (b - c - n * margin) / np.sqrt(n * (2 * q + margin * (1 - margin)))

    estimate = (b - c) / n
    return [
        brentq(lambda margin: score(margin) - critical, -0.999, estimate - 1e-9, xtol=1e-12),
        brentq(lambda margin: score(margin) + critical, estimate + 1e-9, 0.999, xtol=1e-12),
    ]


def mean_error(values, groups) -> float:
    if groups is None:
        return DescrStatsW(values).std_mean
    fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="cluster", cov_kwds={"groups": groups})
    return fit.bse[0]


def design_effect(values, groups) -> float:
    return 1.0 if groups is None else max(1.0, (mean_error(values, groups) / mean_error(values, None)) ** 2)


def accuracy(labels, candidate, baseline, groups) -> dict:
    right = ((candidate >= 0.5) == labels).astype(float)
    other = ((baseline >= 0.5) == labels).astype(float)
    n, difference = len(labels), right - other
    effect, own = design_effect(difference, groups), design_effect(right, groups)
    b, c = (difference > 0).sum() / effect, (difference < 0).sum() / effect
    return {
        "candidate": right.mean(),
        "candidateInterval": exact(right.mean(), n / own, groups),
        "estimate": difference.mean(),
        "standardError": mean_error(difference, None) * np.sqrt(effect),
        "interval": tango(b, c, n / effect, reach(groups)),
    }


def mean(candidate, baseline, groups) -> dict:
    value, difference = candidate.mean(), candidate - baseline
    return {
        "candidate": value,
        "candidateInterval": leaning(value, mean_error(candidate, groups), candidate - value, groups),
        **symmetric(difference.mean(), mean_error(difference, groups), reach(groups, len(difference))),
    }


def log_losses(labels, scores):
    clipped = np.clip(scores, np.finfo(np.float64).eps, 1 - np.finfo(np.float64).eps)
    return -np.where(labels == 1, np.log(clipped), np.log1p(-clipped))


def influence(metric, rows: int):
    """d metric / d weight of every row, by central differences."""
    step, found = 1e-4, np.empty(rows)
    for row in range(rows):
        values = []
        for sign in (1, -1):
            weights = np.ones(rows)
            weights[row] += sign * step
            values.append(metric(weights))
        found[row] = (values[0] - values[1]) / (2 * step)
    return found


def differentiated(metric, candidate, baseline, groups) -> dict:
    rows = len(candidate)
    own = influence(lambda weights: metric(candidate, weights), rows)
    other = influence(lambda weights: metric(baseline, weights), rows)
    value = metric(candidate, np.ones(rows))
    # The error of a sum of influences is that of their mean, times the number of rows.
    error, alone = (rows * mean_error(each, groups) for each in (own - other, own))
    return {
        "candidate": value,
        "candidateInterval": leaning(value, alone, own, groups),
        **symmetric(value - metric(baseline, np.ones(rows)), error, reach(groups, rows)),
    }


def few_critical(x: float, units) -> float:
    """Standard errors from an estimate to its limit, where few units move it: those to the mean of a Poisson count that leans as they do, by Wilson and Hilferty."""
    gamma = skew(units) / len(units) ** 0.5
    stray = kurtosis(units) / len(units) - 1.5 * gamma**2
    wider = 1 + (2 * x**2 + 1) / 6 * max(0.0, stray)
    count = 1 / gamma**2
    end = (count + 0.5) * (1 - 1 / (9 * (count + 0.5)) - np.sign(gamma) * x / (3 * (count + 0.5) ** 0.5)) ** 3
    return np.sign(gamma) * wider * (count - end) / count**0.5


def of_decisions(metric, candidate, baseline, groups) -> dict:
    """The difference of two decisions: of its tangent and the metric itself, at the weights that this limit amounts to, whichever is further out."""
    rows = len(candidate)
    straight = differentiated(metric, candidate, baseline, groups)
    psi = influence(lambda weights: metric(candidate, weights) - metric(baseline, weights), rows)
    units = of_units(psi, groups)
    along = psi if groups is None else units[np.unique(groups, return_inverse=True)[1]]

    def moved(step):
        weights = 1 + step * along
        return metric(candidate, weights) - metric(baseline, weights)

    ends = []
    for x in (reach(groups, rows), -reach(groups, rows)):
        tangent = -few_critical(x, units) * straight["standardError"]
        step = tangent / (units**2).sum()
        possible = np.clip(step, -1 / units.max(), -1 / units.min())
        bent = moved(possible) - moved(0) + (step - possible) * (units**2).sum()
        ends.append(straight["estimate"] + (min(tangent, bent) if x > 0 else max(tangent, bent)))
    return {**straight, "interval": ends}


def f1_interval(labels, decided, groups) -> list[float]:
    """F1 is 2 J / (1 + J) of Jaccard's share J: the interval of as many rows as would give J its standard error."""
    share = jaccard_score(labels, decided)
    of_rows = influence(lambda weights: jaccard_score(labels, decided, sample_weight=weights), len(labels))
    rows = share * (1 - share) / (len(labels) * mean_error(of_rows, groups)) ** 2
    return [2 * end / (1 + end) for end in exact(share, rows, groups)]


def binary_set(seed: int, rows: int, group_size: int | None, decimals: int) -> dict:
    rng = np.random.default_rng(seed)
    groups = None if group_size is None else rng.integers(0, rows // group_size, rows)
    common = np.zeros(rows) if groups is None else rng.normal(size=groups.max() + 1)[groups]
    signal = rng.normal(size=rows) + common
    labels = (signal + rng.normal(size=rows) > 0.4).astype(int)

    def model(strength):
        raw = strength * signal + rng.normal(size=rows)
        return np.clip(np.round(1 / (1 + np.exp(-raw)), decimals), 0.001, 0.999)

    candidate, baseline = model(1.4), model(1.0)

    def f1(scores, weights):
        return f1_score(labels, scores >= 0.5, sample_weight=weights)

    losses = [log_losses(labels, each) for each in (candidate, baseline)]
    squares = [(each - labels) ** 2 for each in (candidate, baseline)]
    metrics = {
        "roc_auc": roc_auc(labels, candidate, baseline, groups),
        "accuracy": accuracy(labels, candidate, baseline, groups),
        "log_loss": mean(*losses, groups),
        "brier": mean(*squares, groups),
    }
    if rows <= MOST_DIFFERENTIATED:
        metrics["f1"] = of_decisions(f1, candidate, baseline, groups)
        metrics["f1"]["candidateInterval"] = f1_interval(labels, candidate >= 0.5, groups)
    return {
        "name": f"binary, {rows} rows, {'no groups' if groups is None else f'groups of about {group_size}'}",
        "task": "binary",
        "truth": labels.tolist(),
        "candidate": candidate.tolist(),
        "baseline": baseline.tolist(),
        "groups": None if groups is None else groups.tolist(),
        "metrics": metrics,
    }


def regression_set(seed: int, rows: int, group_size: int | None) -> dict:
    rng = np.random.default_rng(seed)
    groups = None if group_size is None else rng.integers(0, rows // group_size, rows)
    common = np.zeros(rows) if groups is None else rng.normal(size=groups.max() + 1)[groups]
    signal = rng.normal(size=rows)
    values = 50 + 8 * signal + 4 * common + rng.normal(scale=3, size=rows)
    candidate = 50 + 8 * signal + rng.normal(scale=2, size=rows)
    baseline = 50 + 7 * signal + rng.normal(scale=3, size=rows)

    def rmse(predicted, weights):
        return root_mean_squared_error(values, predicted, sample_weight=weights)

    def r2(predicted, weights):
        return r2_score(values, predicted, sample_weight=weights)

    return {
        "name": f"regression, {rows} rows, {'no groups' if groups is None else f'groups of about {group_size}'}",
        "task": "regression",
        "truth": values.tolist(),
        "candidate": candidate.tolist(),
        "baseline": baseline.tolist(),
        "groups": None if groups is None else groups.tolist(),
        "metrics": {
            "mae": mean(abs(candidate - values), abs(baseline - values), groups),
            "rmse": differentiated(rmse, candidate, baseline, groups),
            "r2": differentiated(r2, candidate, baseline, groups),
        },
    }


SETS = [
    binary_set(1, 80, None, 6),
    binary_set(2, 300, None, 1),
    binary_set(3, 500, None, 3),
    binary_set(4, 300, 5, 2),
    binary_set(5, 500, 20, 6),
    regression_set(6, 120, None),
    regression_set(7, 300, 8),
]
print(json.dumps(SETS))
