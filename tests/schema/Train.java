import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import metastudiovoicetraining.Client;

/** Trains a voice with the client that Redocly made: Train RECORDING.zip */
public final class Train {
    public static void main(String[] arguments) throws Exception {
        var project = System.getenv("PROJECT_ID");
        var client = new Client(new Client.Config()
            .serverUrl(System.getenv("ENDPOINT"))
            .auth(new Client.Auth().apiKey("tokenAuth", System.getenv("TOKEN"))));

        var name = "温柔 女声 & co";
        var created = client.createTrainingAdvanceJob(project, Client.CreateTrainingJobReq.fromJson(Map.of(
            "voice_name", name, "sex", "FEMALE", "language", "CN", "create_type", "PACKAGE")));

        var put = HttpRequest.newBuilder(URI.create(created.trainingDataUploadingUrl()))
            .header("Content-Type", "application/zip")
            .PUT(HttpRequest.BodyPublishers.ofFile(Path.of(arguments[0])));
        var uploaded = HttpClient.newHttpClient().send(put.build(), HttpResponse.BodyHandlers.ofString());
        if (uploaded.statusCode() != 200) {
            throw new IllegalStateException(uploaded.body());
        }

        client.commitVoiceTrainingJob(project, created.jobId(), Client.CommitJobReq.fromJson(Map.of()));

        Client.TrainingJobInfo job = null;
        for (int asked = 0; asked < 300; asked += 1) {
            job = client.showVoiceTrainingJob(project, created.jobId());
            if (Set.of("SUCCEED", "FAILED", "AUDIT_FAILED").contains(job.state())) {
                break;
            }
            Thread.sleep(100);
        }
        if (!job.state().equals("SUCCEED") || !job.voiceName().equals(name)) {
            throw new IllegalStateException(job.toString());
        }

        try {
            client.showVoiceTrainingJob(project, "no-such-job");
            throw new IllegalStateException("an unknown job was shown");
        } catch (Client.ApiException refused) {
            if (refused.body == null) {
                throw refused;
            }
        }
        System.out.println("asset_id: " + job.assetId());
    }
}
