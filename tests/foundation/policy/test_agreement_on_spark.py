"""Spark judges as Python does; tried where pyspark and Java are installed."""

from random import Random

import pytest

from hutong.foundation.policy.compile import Layout, compile_pack
from hutong.law.beijing import pack
from tests.foundation.policy.agreement import decoded, draw_cases, judged_in_python, kind_columns
from tests.foundation.policy.sample_law import PACK

pytest.importorskip("pyspark", reason="Spark is for a province or the nation")


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.enable_socket
@pytest.mark.parametrize("law", [PACK, pack()], ids=["sample", "shipped"])
def test_spark_judges_every_case_as_python_does(spark, law):
    layout = Layout(law)
    cases = draw_cases(layout.facts, Random(20), 200)  # noqa: S311 - nothing is kept secret by it
    rows = [
        (number, case.on, case.values_on, *map(case.facts.get, layout.facts.names))
        for number, case in enumerate(cases)
    ]
    schema = ", ".join(f"`{name}` {kind}" for name, kind in kind_columns(layout, text="string"))
    spark.createDataFrame(rows, schema).createOrReplaceTempView("child_facts")

    found = spark.sql(compile_pack(law, "spark")).orderBy("subject").collect()

    names = list(found[0].asDict())
    assert decoded(layout, names, [tuple(row) for row in found]) == judged_in_python(
        law, cases, None
    )
