"""The template is valid, and the settings that belong together fit."""

import pytest

from tests.examples.support import templates


@pytest.fixture
def template(example) -> dict:
    return templates.load(example)


@pytest.fixture
def expanded(example) -> dict:
    return templates.expand(example)


def test_no_linter_objects(example):
    assert templates.problems(example) == []


def test_visibility_timeout_is_at_least_six_times_the_functions(template):
    queue = template["Resources"]["Queue"]["Properties"]
    worker = template["Resources"]["Worker"]["Properties"]
    window = worker["Events"]["Uploads"]["Properties"].get("MaximumBatchingWindowInSeconds", 0)

    assert queue["VisibilityTimeout"] >= 6 * worker["Timeout"] + window
    assert queue["RedrivePolicy"]["maxReceiveCount"] >= 5


def test_dead_letters_are_kept_longer_than_messages(template):
    default = 4 * 24 * 3600
    source = template["Resources"]["Queue"]["Properties"].get("MessageRetentionPeriod", default)

    assert template["Resources"]["DeadLetters"]["Properties"]["MessageRetentionPeriod"] > source


def test_mapping_reports_single_failures_and_limits_concurrency(expanded):
    (mapping,) = templates.resources(expanded, "AWS::Lambda::EventSourceMapping").values()

    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": 10}
    assert mapping["EventSourceArn"] == {"Fn::GetAtt": ["Queue", "Arn"]}


def test_role_grants_only_what_the_worker_calls(expanded):
    (role,) = templates.resources(expanded, "AWS::IAM::Role").values()

    assert "ManagedPolicyArns" not in role
    statements = role["Policies"][0]["PolicyDocument"]["Statement"]
    assert {str(statement["Action"]): statement["Resource"]["Fn::GetAtt"][0] for statement in statements} == {
        "['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']": "Queue",
        "dynamodb:PutItem": "Table",
        "['logs:CreateLogStream', 'logs:PutLogEvents']": "Logs",
    }


def test_only_the_own_bucket_may_send(template):
    (statement,) = template["Resources"]["QueuePolicy"]["Properties"]["PolicyDocument"]["Statement"]
    bucket = template["Resources"]["Bucket"]["Properties"]["BucketName"]["Fn::Sub"]
    assert (
        template["Resources"]["Bucket"]["DependsOn"] == "QueuePolicy"
    )  # or S3 could not send its test message

    assert statement["Principal"] == {"Service": "s3.amazonaws.com"}
    assert statement["Action"] == "sqs:SendMessage"
    assert statement["Condition"]["ArnEquals"]["aws:SourceArn"] == {"Fn::Sub": f"arn:aws:s3:::{bucket}"}
    assert statement["Condition"]["StringEquals"]["aws:SourceAccount"] == {"Ref": "AWS::AccountId"}


def test_old_versions_expire_and_uploads_that_nobody_completed_too(template):
    bucket = template["Resources"]["Bucket"]["Properties"]
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]

    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert rule["Status"] == "Enabled"
    assert rule["Prefix"] == ""
    assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}


def test_alarm_watches_the_dead_letters_and_tells_somebody(template):
    alarm = template["Resources"]["DeadLetterAlarm"]["Properties"]

    assert alarm["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert alarm["Dimensions"] == [
        {"Name": "QueueName", "Value": {"Fn::GetAtt": ["DeadLetters", "QueueName"]}}
    ]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
    assert alarm["AlarmActions"] == [{"Ref": "Alerts"}]


def test_handler_and_its_variables_are_those_of_the_worker(template, examples):
    worker = template["Resources"]["Worker"]["Properties"]
    module, function = worker["Handler"].split(".")
    code = (examples / f"{module}.py").read_text()

    assert f"def {function}(" in code
    for name in worker["Environment"]["Variables"]:
        assert f'os.environ["{name}"]' in code
