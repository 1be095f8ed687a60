<?php
// Trains a voice with the client that openapi-generator made: train.php CLIENT_FOLDER RECORDING.zip

use GuzzleHttp\Client;
use OpenAPI\Client\Api\VoiceTrainingApi;
use OpenAPI\Client\ApiException;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\CommitJobReq;
use OpenAPI\Client\Model\CreateTrainingJobReq;
use OpenAPI\Client\Model\ErrorResponse;
use OpenAPI\Client\Model\TrainingJobInfo;
use OpenAPI\Client\ObjectSerializer;

[, $folder, $recording] = $argv;
set_error_handler(function (int $level, string $message, string $file, int $line) {
    throw new ErrorException($message, 0, $level, $file, $line);
});

// Composer would do both; Debian's package of Guzzle and the generated classes need no more.
require 'GuzzleHttp/autoload.php';
spl_autoload_register(function (string $class) use ($folder) {
    if (str_starts_with($class, 'OpenAPI\\Client\\')) {
        require $folder . '/lib/' . str_replace('\\', '/', substr($class, strlen('OpenAPI\\Client\\'))) . '.php';
    }
});

function expect(bool $held, mixed $shown): void
{
    if (!$held) {
        throw new Exception(print_r($shown, true));
    }
}

$http = new Client(['timeout' => 60]);
$project = getenv('PROJECT_ID');
$config = (new Configuration())->setHost(getenv('ENDPOINT'))->setApiKey('X-Auth-Token', getenv('TOKEN'));
$api = new VoiceTrainingApi($http, $config);

$request = new CreateTrainingJobReq([
    'voice_name' => '温柔 女声 & co', 'sex' => 'FEMALE', 'language' => 'CN', 'create_type' => 'PACKAGE',
]);
expect($request->valid(), $request->listInvalidProperties());
$created = $api->createTrainingAdvanceJob($project, $request);

$http->put($created->getTrainingDataUploadingUrl(), [
    'headers' => ['Content-Type' => 'application/zip'], 'body' => fopen($recording, 'rb'),
]);

$api->commitVoiceTrainingJob($project, $created->getJobId(), new CommitJobReq());

for ($asked = 0; $asked < 300; $asked++) {
    $job = $api->showVoiceTrainingJob($project, $created->getJobId());
    if (in_array($job->getState(), ['SUCCEED', 'FAILED', 'AUDIT_FAILED'])) {
        break;
    }
    usleep(100_000);
}
expect($job->getState() === 'SUCCEED' && $job->getVoiceName() === $request->getVoiceName(), $job);

try {
    expect(false, $api->showVoiceTrainingJob($project, 'no-such-job'));
} catch (ApiException $refused) {
    $error = $refused->getResponseObject();
    expect($error instanceof ErrorResponse && $error->getErrorCode() !== null, $refused);
}

// A state that a later version of the service has.
$later = ObjectSerializer::deserialize(json_decode('{"state": "WHISPERING"}'), TrainingJobInfo::class);
expect($later->getState() === 'WHISPERING', $later);
echo 'asset_id: ', $job->getAssetId(), "\n";
