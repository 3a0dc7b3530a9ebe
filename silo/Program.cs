return await OrleansStorage.Silo.StorageSilo.RunAsync(args);
