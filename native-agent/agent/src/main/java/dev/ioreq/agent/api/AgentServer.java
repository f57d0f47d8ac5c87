package dev.ioreq.agent.api;

import dev.ioreq.agent.config.AgentSettings;
import dev.ioreq.agent.config.StartRefusedException;
import dev.ioreq.agent.tls.OperatorOnly;
import dev.ioreq.agent.tls.ReloadingTls;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The gRPC server: one operator needs few threads. */
public final class AgentServer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AgentServer.class);
    private static final int CALL_THREADS = 4;

    private final ReloadingTls tls;
    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final ExecutorService calls = Executors.newFixedThreadPool(CALL_THREADS);
    private final Server server;

    /** @throws StartRefusedException if a certificate cannot be used or the port is taken */
    public AgentServer(AgentSettings settings, NodeAgentService service, ScheduledExecutorService timer)
            throws StartRefusedException {
        try {
            tls = new ReloadingTls(settings.tls(), settings.tlsReload(), timer);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            stop();
            throw new StartRefusedException("ioreq.agent.tls: " + settings.tls() + " cannot be used (" + e
                    + "): certificate, key (PKCS #8) and ca must be PEM files that belong together");
        }
        try {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
                    .channelType(NioServerSocketChannel.class)
                    .bossEventLoopGroup(loops)
                    .workerEventLoopGroup(loops)
                    .executor(calls)
                    .sslContext(tls.context())
                    .intercept(new OperatorOnly(settings.operatorName()))
                    .permitKeepAliveTime(5, TimeUnit.SECONDS)
                    .permitKeepAliveWithoutCalls(true)
                    .addService(service)
                    .build()
                    .start();
        } catch (IOException e) {
            tls.close();
            stop();
            throw new StartRefusedException("ioreq.agent.host, ioreq.agent.port: " + settings.host() + ":"
                    + settings.port() + " cannot be listened on (" + e.getMessage() + "): choose another port");
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        tls.close();
        try {
            if (!server.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("Calls of the operator were still running when the agent stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    private void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        calls.shutdown();
    }
}
