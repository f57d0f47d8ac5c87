-- The health of an IoreqServer, XenNode or DomainGrant for Argo CD: the rules of kstatus, with the operator's own words as message.
local function condition(type)
  if obj.status ~= nil and obj.status.conditions ~= nil then
    for _, candidate in ipairs(obj.status.conditions) do
      if candidate.type == type then
        return candidate
      end
    end
  end
  return nil
end

local function says(found, status)
  return found ~= nil and found.status == status
end

local function health(status, message)
  return { status = status, message = message or "" }
end

local ready = condition("Ready")

if obj.metadata.deletionTimestamp ~= nil then
  return health("Progressing", "Being deleted: " .. (ready ~= nil and ready.message or "waiting for the finalizer"))
end

if obj.status == nil or ready == nil or obj.status.observedGeneration == nil then
  return health("Progressing", "Waiting for the operator")
end

-- Also before the operator's first look, when it is -1.
if obj.status.observedGeneration ~= obj.metadata.generation then
  return health("Progressing", "Waiting for the operator to see the latest change")
end

local stalled = condition("Stalled")
if says(stalled, "True") then
  return health("Degraded", stalled.message)
end
if says(ready, "True") then
  return health("Healthy", ready.message)
end
-- The operator and its agents go on by themselves: a guest that is not started yet is no failure of what Git declares.
return health("Progressing", ready.message)
