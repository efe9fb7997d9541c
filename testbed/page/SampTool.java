// A SAMP hub and a tool that loads tables, for the tests of the page: java -cp jsamp.jar SampTool.java LOCKFILE FOLDER
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.astrogrid.samp.ErrInfo;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.CallableClient;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.SampException;
import org.astrogrid.samp.hub.BasicHubService;
import org.astrogrid.samp.hub.Hub;
import org.astrogrid.samp.xmlrpc.LockInfo;
import org.astrogrid.samp.xmlrpc.StandardClientProfile;
import org.astrogrid.samp.xmlrpc.StandardHubProfile;
import org.astrogrid.samp.xmlrpc.XmlRpcKit;

class SampTool {
    public static void main(String[] args) throws Exception {
        System.setProperty("jsamp.localhost", "127.0.0.1");
        Path lock = Path.of(args[0]);
        Path folder = Path.of(args[1]);
        XmlRpcKit rpc = XmlRpcKit.INTERNAL;
        Hub hub = new Hub(new BasicHubService(new Random()));
        hub.getHubService().start();
        hub.startProfile(new StandardHubProfile(rpc.getClientFactory(), rpc.getServerFactory(), lock.toFile(), "secret"));
        StandardClientProfile profile = new StandardClientProfile(rpc) {
            @Override
            public LockInfo getLockInfo() throws IOException {
                return LockInfo.readLockFile(lock.toUri().toURL());
            }
        };
        HubConnection tool = profile.register();
        Metadata self = new Metadata();
        self.setName("Tool of the test");
        tool.declareMetadata(self);
        tool.setCallable(new CallableClient() {
            @Override
            public void receiveNotification(String sender, Message message) {}

            @Override
            public void receiveCall(String sender, String id, Message message) throws SampException {
                Path copy = folder.resolve(message.getParam("table-id") + ".vot");
                try {
                    Files.copy(Path.of(URI.create((String) message.getParam("url"))), copy);
                    tool.reply(id, Response.createSuccessResponse(Map.of()));
                    System.out.println("loaded " + copy);
                } catch (IOException e) {
                    tool.reply(id, Response.createErrorResponse(new ErrInfo(e.toString())));
                }
            }

            @Override
            public void receiveResponse(String responder, String tag, Response response) {}
        });
        tool.declareSubscriptions(Map.of("table.load.votable", Map.of()));
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
