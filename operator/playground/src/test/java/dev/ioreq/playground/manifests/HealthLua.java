package dev.ioreq.playground.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Argo CD's side of {@code health.lua}: the resource is the global {@code obj}, the answer a table. */
public record HealthLua(String script) {

    /**
     * What the script answers.
     *
     * @param status Healthy, Progressing, Degraded, Suspended
     */
    public record Health(String status, String message) {}

    /** The script as it is shipped. */
    public static HealthLua shipped() throws IOException {
        return new HealthLua(Files.readString(Manifests.ROOT.resolve("gitops/argocd/health/health.lua")));
    }

    /** What it says of a resource. */
    public Health of(JsonNode resource) {
        Globals globals = JsePlatform.standardGlobals();
        globals.set("obj", lua(resource));
        LuaValue health = globals.load(script, "health.lua").call();
        return new Health(
                health.get("status").checkjstring(), health.get("message").checkjstring());
    }

    private static LuaValue lua(JsonNode node) {
        if (node.isObject()) {
            LuaTable table = new LuaTable();
            Json.fields(node).forEach(field -> table.set(field.getKey(), lua(field.getValue())));
            return table;
        }
        if (node.isArray()) {
            LuaTable table = new LuaTable();
            for (int i = 0; i < node.size(); i++) {
                table.set(i + 1, lua(node.get(i)));
            }
            return table;
        }
        if (node.isNumber()) {
            return LuaValue.valueOf(node.asDouble());
        }
        if (node.isBoolean()) {
            return LuaValue.valueOf(node.asBoolean());
        }
        return node.isNull() || node.isMissingNode() ? LuaValue.NIL : LuaValue.valueOf(node.asText());
    }
}
